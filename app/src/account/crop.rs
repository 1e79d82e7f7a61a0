//! The square crop that becomes a person's picture.

/// The largest zoom.
pub(crate) const MAX_ZOOM: f64 = 4.0;

/// The chosen part of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Crop {
    /// In pixels.
    pub(crate) width: f64,
    /// In pixels.
    pub(crate) height: f64,
    /// From 1, the whole of the shorter side, to [`MAX_ZOOM`].
    zoom: f64,
    /// Centre of the square, in pixels.
    centre: (f64, f64),
}

/// A square within a picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Square {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) side: f64,
}

impl Crop {
    /// Returns the largest square around the centre of a picture.
    pub(crate) fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            zoom: 1.0,
            centre: (width / 2.0, height / 2.0),
        }
    }

    /// Zooms around the same centre.
    pub(crate) fn zoomed(self, zoom: f64) -> Self {
        let zoom = zoom.clamp(1.0, MAX_ZOOM);
        Self { zoom, ..self }.within()
    }

    /// Moves the square by fractions of its side.
    pub(crate) fn moved(self, right: f64, down: f64) -> Self {
        let side = self.side();
        let centre = (self.centre.0 + right * side, self.centre.1 + down * side);
        Self { centre, ..self }.within()
    }

    pub(crate) fn square(self) -> Square {
        let side = self.side();
        Square {
            left: self.centre.0 - side / 2.0,
            top: self.centre.1 - side / 2.0,
            side,
        }
    }

    fn side(self) -> f64 {
        self.width.min(self.height) / self.zoom
    }

    /// Moves the square back into the picture.
    fn within(self) -> Self {
        let half = self.side() / 2.0;
        let (x, y) = self.centre;
        // Rounding may make half of the square exceed half of an equal side.
        let keep = |at: f64, length: f64| at.max(half).min((length - half).max(half));
        Self {
            centre: (keep(x, self.width), keep(y, self.height)),
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
    fn a_new_crop_is_the_centre_of_the_longer_side() {
        assert_eq!(Crop::new(400.0, 200.0).square(), square(100.0, 0.0, 200.0));
        assert_eq!(Crop::new(200.0, 400.0).square(), square(0.0, 100.0, 200.0));
    }

    #[test]
    fn zooming_keeps_the_centre() {
        let crop = Crop::new(200.0, 200.0).zoomed(2.0);
        assert_eq!(crop.square(), square(50.0, 50.0, 100.0));
        assert_eq!(crop.zoomed(99.0).square().side, 50.0);
        assert_eq!(crop.zoomed(0.0).square(), square(0.0, 0.0, 200.0));
    }

    #[test]
    fn a_crop_never_leaves_the_picture() {
        let crop = Crop::new(400.0, 200.0);
        assert_eq!(crop.moved(9.0, 9.0).square(), square(200.0, 0.0, 200.0));
        assert_eq!(crop.moved(-9.0, -9.0).square(), square(0.0, 0.0, 200.0));
        let near = crop.zoomed(2.0).moved(9.0, 9.0);
        assert_eq!(near.square(), square(300.0, 100.0, 100.0));
        assert_eq!(near.zoomed(1.0).square(), square(200.0, 0.0, 200.0));
    }
}
