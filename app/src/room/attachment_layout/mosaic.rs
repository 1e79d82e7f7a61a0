//! Arrangement of a message's pictures as tiles that fill a rectangle. Its size is known before the pictures load.

/// The most tiles of a mosaic.
pub(super) const TILES: usize = 5;

/// Returns the class of the arrangement that suits pictures of these sizes, in pixels. `None` if there are none.
pub(super) fn arrangement(sizes: &[(u64, u64)]) -> Option<&'static str> {
    let is_tall = |(width, height): (u64, u64)| width < height;
    let is_wide = |(width, height): (u64, u64)| width >= 2 * height;
    Some(match *sizes {
        [] => return None,
        [a, b] if is_wide(a) && is_wide(b) => "is-two-rows",
        [a, b] if is_tall(a) && is_tall(b) => "is-two-tall",
        [_, _] => "is-two",
        [a, _, _] if is_tall(a) => "is-three-beside",
        [_, _, _] => "is-three-below",
        [_, _, _, _] => "is-four",
        _ => "is-five",
    })
}

#[cfg(test)]
mod tests {
    use super::arrangement;

    #[test]
    fn the_proportions_of_the_pictures_choose_their_arrangement() {
        const WIDE: (u64, u64) = (900, 300);
        const BROAD: (u64, u64) = (900, 600);
        const TALL: (u64, u64) = (600, 900);
        assert_eq!(arrangement(&[WIDE, WIDE]), Some("is-two-rows"));
        assert_eq!(arrangement(&[TALL, TALL]), Some("is-two-tall"));
        assert_eq!(arrangement(&[BROAD, TALL]), Some("is-two"));
        assert_eq!(arrangement(&[TALL, BROAD, WIDE]), Some("is-three-beside"));
        assert_eq!(arrangement(&[BROAD, TALL, WIDE]), Some("is-three-below"));
        assert_eq!(arrangement(&[BROAD; 10]), Some("is-five"));
    }
}
