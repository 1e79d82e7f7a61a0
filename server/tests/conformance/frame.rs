//! Frames of a client, valid or not.

use serde_json::json;

pub(crate) const CONTINUATION: u8 = 0x0;
pub(crate) const TEXT: u8 = 0x1;
pub(crate) const BINARY: u8 = 0x2;
pub(crate) const CLOSE: u8 = 0x8;
pub(crate) const PING: u8 = 0x9;
pub(crate) const PONG: u8 = 0xA;

const KEY: [u8; 4] = [0x37, 0xFA, 0x21, 0x3D];

/// Frame. By default it is final, masked and valid.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    last: bool,
    reserved: u8,
    opcode: u8,
    /// Number of octets of the extended length; `None` for as few as possible.
    length_octets: Option<usize>,
    mask: Mask,
    payload: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
enum Mask {
    None,
    With([u8; 4]),
    /// The frame has a key, but its payload is not masked.
    Pretended([u8; 4]),
}

impl Frame {
    pub(crate) fn new(opcode: u8, payload: impl AsRef<[u8]>) -> Self {
        Self {
            last: true,
            reserved: 0,
            opcode,
            length_octets: None,
            mask: Mask::With(KEY),
            payload: payload.as_ref().to_vec(),
        }
    }

    /// Makes the frame a fragment that is not the last.
    pub(crate) fn unfinished(mut self) -> Self {
        self.last = false;
        self
    }

    /// Sets reserved bits: 4, 2 and 1 are the first, the second and the third.
    pub(crate) fn reserved(mut self, bits: u8) -> Self {
        self.reserved = bits;
        self
    }

    pub(crate) fn unmasked(mut self) -> Self {
        self.mask = Mask::None;
        self
    }

    pub(crate) fn masked_with(mut self, key: [u8; 4]) -> Self {
        self.mask = Mask::With(key);
        self
    }

    pub(crate) fn pretends_mask(mut self, key: [u8; 4]) -> Self {
        self.mask = Mask::Pretended(key);
        self
    }

    /// Encodes the length in 2 or 8 octets although fewer would do.
    pub(crate) fn length_in(mut self, octets: usize) -> Self {
        self.length_octets = Some(octets);
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.header(self.payload.len() as u64);
        let key = match self.mask {
            Mask::With(key) => key,
            Mask::None | Mask::Pretended(_) => [0; 4],
        };
        let masked = self.payload.iter().zip(key.iter().cycle());
        bytes.extend(masked.map(|(octet, key)| octet ^ key));
        bytes
    }

    /// Returns the header for a payload of any length.
    pub(crate) fn header(&self, length: u64) -> Vec<u8> {
        let few = match length {
            0..126 => 0,
            126..0x1_0000 => 2,
            _ => 8,
        };
        let octets = self.length_octets.unwrap_or(few);
        let told = length.to_be_bytes();
        let (short, long) = match octets {
            0 => (told[7], &told[8..]),
            2 => (126, &told[6..]),
            _ => (127, &told[..]),
        };
        let (flag, key) = match &self.mask {
            Mask::None => (0, &[][..]),
            Mask::With(key) | Mask::Pretended(key) => (0x80, &key[..]),
        };
        let first = u8::from(self.last) << 7 | self.reserved << 4 | self.opcode;
        [&[first, flag | short], long, key].concat()
    }
}

pub(crate) fn text(payload: impl AsRef<[u8]>) -> Frame {
    Frame::new(TEXT, payload)
}

pub(crate) fn binary(payload: impl AsRef<[u8]>) -> Frame {
    Frame::new(BINARY, payload)
}

pub(crate) fn continuation(payload: impl AsRef<[u8]>) -> Frame {
    Frame::new(CONTINUATION, payload)
}

pub(crate) fn ping(payload: impl AsRef<[u8]>) -> Frame {
    Frame::new(PING, payload)
}

pub(crate) fn pong(payload: impl AsRef<[u8]>) -> Frame {
    Frame::new(PONG, payload)
}

pub(crate) fn close(code: u16, reason: impl AsRef<[u8]>) -> Frame {
    Frame::new(CLOSE, [&code.to_be_bytes()[..], reason.as_ref()].concat())
}

/// Returns a Hubbub `ping`, whose `id` comes back.
pub(crate) fn call(id: &str) -> String {
    json!({ "type": "ping", "id": id }).to_string()
}

/// Returns the `id` that makes a [`call`] so many octets long.
pub(crate) fn id_for(length: usize) -> String {
    "*".repeat(length - call("").len())
}

/// Returns a text message whose `id` comes back.
pub(crate) fn calls(id: &str) -> Frame {
    text(call(id))
}

/// Returns a message in fragments of so many octets.
pub(crate) fn fragments(opcode: u8, payload: impl AsRef<[u8]>, octets: usize) -> Vec<Frame> {
    let chunks: Vec<&[u8]> = payload.as_ref().chunks(octets).collect();
    let last = chunks.len().saturating_sub(1);
    let fragment = |(place, chunk): (usize, &&[u8])| {
        let opcode = if place == 0 { opcode } else { CONTINUATION };
        let frame = Frame::new(opcode, chunk);
        if place == last {
            frame
        } else {
            frame.unfinished()
        }
    };
    chunks.iter().enumerate().map(fragment).collect()
}
