//! Which square of a picture shows, for a picture of a person.

/// The most that one may come near.
pub(crate) const NEAREST: f64 = 4.0;

/// What is chosen of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Crop {
    /// In pixels.
    pub(crate) width: f64,
    /// In pixels.
    pub(crate) height: f64,
    /// From 1, the whole of the shorter side, to [`NEAREST`].
    zoom: f64,
    /// The middle of what shows, in pixels.
    middle: (f64, f64),
}

/// A square within a picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Square {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) side: f64,
}

impl Crop {
    /// The middle of a picture, as much of it as there is.
    pub(crate) fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            zoom: 1.0,
            middle: (width / 2.0, height / 2.0),
        }
    }

    /// Comes nearer or goes further away, around the same middle.
    pub(crate) fn zoomed(self, zoom: f64) -> Self {
        let zoom = zoom.clamp(1.0, NEAREST);
        Self { zoom, ..self }.within()
    }

    /// Moves what shows, by parts of its side.
    pub(crate) fn moved(self, right: f64, down: f64) -> Self {
        let side = self.side();
        let middle = (self.middle.0 + right * side, self.middle.1 + down * side);
        Self { middle, ..self }.within()
    }

    pub(crate) fn square(self) -> Square {
        let side = self.side();
        Square {
            left: self.middle.0 - side / 2.0,
            top: self.middle.1 - side / 2.0,
            side,
        }
    }

    fn side(self) -> f64 {
        self.width.min(self.height) / self.zoom
    }

    fn within(self) -> Self {
        let half = self.side() / 2.0;
        let (x, y) = self.middle;
        // The longer of two equal sides may be shorter by a rounding.
        let keep = |at: f64, length: f64| at.max(half).min((length - half).max(half));
        Self {
            middle: (keep(x, self.width), keep(y, self.height)),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(left: f64, top: f64, side: f64) -> Square {
        Square { left, top, side }
    }

    #[test]
    fn at_first_the_middle_of_the_longer_side_shows() {
        assert_eq!(Crop::new(400.0, 200.0).square(), square(100.0, 0.0, 200.0));
        assert_eq!(Crop::new(200.0, 400.0).square(), square(0.0, 100.0, 200.0));
    }

    #[test]
    fn one_comes_nearer_around_the_middle() {
        let crop = Crop::new(200.0, 200.0).zoomed(2.0);
        assert_eq!(crop.square(), square(50.0, 50.0, 100.0));
        assert_eq!(crop.zoomed(99.0).square().side, 50.0);
        assert_eq!(crop.zoomed(0.0).square(), square(0.0, 0.0, 200.0));
    }

    #[test]
    fn what_shows_never_leaves_the_picture() {
        let crop = Crop::new(400.0, 200.0);
        assert_eq!(crop.moved(9.0, 9.0).square(), square(200.0, 0.0, 200.0));
        assert_eq!(crop.moved(-9.0, -9.0).square(), square(0.0, 0.0, 200.0));
        let near = crop.zoomed(2.0).moved(9.0, 9.0);
        assert_eq!(near.square(), square(300.0, 100.0, 100.0));
        assert_eq!(near.zoomed(1.0).square(), square(200.0, 0.0, 200.0));
    }
}
