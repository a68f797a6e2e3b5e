//! From BER to DER: some programs write PKCS#12 and PKCS#7 without telling lengths before they know them.
//!
//! Promises: what is DER already comes out as it went in; the work grows with the length of the input.

use zeroize::Zeroizing;

/// How deep elements may lie in each other.
const MAX_DEPTH: usize = 24;

const CONSTRUCTED: u8 = 0x20;
const OCTET_STRING: u8 = 0x04;

/// The same element with definite, shortest lengths and octet strings in one piece; `None` if it is no BER or
/// something comes after it.
pub(super) fn to_der(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Zeroizing::new(Vec::with_capacity(bytes.len() + 64));
    let rest = element(bytes, &mut out, MAX_DEPTH)?;
    rest.is_empty().then_some(out)
}

/// Converts the first element and answers what comes after it.
fn element<'a>(bytes: &'a [u8], out: &mut Vec<u8>, depth: usize) -> Option<&'a [u8]> {
    let depth = depth.checked_sub(1)?;
    let (&tag, rest) = bytes.split_first()?;
    // Numbers of 31 and more take more bytes; nothing here has them.
    if tag & 0x1f == 0x1f {
        return None;
    }
    let (length, rest) = length(rest)?;
    let is_constructed = tag & CONSTRUCTED != 0;
    let (content, rest) = match length {
        Some(length) => {
            let (content, rest) = rest.split_at_checked(length)?;
            if !is_constructed {
                write(tag, content, out);
                return Some(rest);
            }
            (elements(content, false, depth)?.0, rest)
        }
        None if is_constructed => elements(rest, true, depth)?,
        None => return None,
    };
    if tag == OCTET_STRING | CONSTRUCTED {
        write(OCTET_STRING, &joined(&content)?, out);
    } else {
        write(tag, &content, out);
    }
    Some(rest)
}

/// Converts elements up to the end, or up to the mark of the end.
fn elements(bytes: &[u8], marked: bool, depth: usize) -> Option<(Zeroizing<Vec<u8>>, &[u8])> {
    let mut out = Zeroizing::new(Vec::with_capacity(bytes.len()));
    let mut rest = bytes;
    loop {
        match (marked, rest) {
            (true, [0, 0, after @ ..]) => return Some((out, after)),
            (false, []) => return Some((out, rest)),
            _ => rest = element(rest, &mut out, depth)?,
        }
    }
}

/// The contents of octet strings in a row.
pub(super) fn joined(pieces: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut whole = Zeroizing::new(Vec::with_capacity(pieces.len()));
    for piece in super::asn1::elements(pieces)? {
        whole.extend_from_slice(super::asn1::octets(piece)?);
    }
    Some(whole)
}

/// A length, `None` within if it is not told, and what comes after it.
fn length(bytes: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    match first {
        0x80 => Some((None, rest)),
        0..0x80 => Some((Some(first as usize), rest)),
        _ => {
            let (digits, rest) = rest.split_at_checked((first & 0x7f) as usize)?;
            let digits = crate::jose::rsa_key::minimal(digits);
            let length = digits.iter().fold(0_usize, |length, digit| length << 8 | *digit as usize);
            (digits.len() <= 4).then_some((Some(length), rest))
        }
    }
}

fn write(tag: u8, content: &[u8], out: &mut Vec<u8>) {
    out.push(tag);
    let length = content.len();
    if length < 0x80 {
        out.push(length as u8);
    } else {
        let digits = length.to_be_bytes();
        let digits = crate::jose::rsa_key::minimal(&digits);
        out.push(0x80 | digits.len() as u8);
        out.extend_from_slice(digits);
    }
    out.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_pieces() {
        for (ber, der) in [
            (&[0x30, 0x80, 0x02, 0x01, 0x05, 0, 0][..], &[0x30, 0x03, 0x02, 0x01, 0x05][..]),
            (&[0x30, 0x83, 0, 0, 3, 0x02, 0x81, 1, 5][..], &[][..]),
            (&[0x30, 0x84, 0, 0, 0, 4, 0x02, 0x81, 1, 5], &[0x30, 0x03, 0x02, 0x01, 0x05]),
            (&[0x24, 0x80, 0x04, 1, 7, 0x04, 1, 8, 0, 0], &[0x04, 2, 7, 8]),
            (&[0x24, 0x80, 0x24, 0x80, 0x04, 1, 7, 0, 0, 0x04, 1, 8, 0, 0], &[0x04, 2, 7, 8]),
            (&[0xa0, 0x80, 0x30, 0x80, 0, 0, 0, 0], &[0xa0, 2, 0x30, 0]),
            (&[0x30, 0x80, 0x02, 0x01, 0x05, 0], &[]),
            (&[0x30, 0x80, 0x02, 0x01, 0x05, 0, 0, 0], &[]),
            (&[0x04, 0x80, 7, 0, 0], &[]),
            (&[0x24, 0x80, 0x02, 1, 7, 0, 0], &[]),
            (&[0x3f, 0x81, 0x01, 0x00], &[]),
            (&[0x30, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0], &[]),
            (&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[]),
            (&[0x30], &[]),
            (&[], &[]),
        ] {
            let found = to_der(ber).map(|der| der.to_vec()).unwrap_or_default();
            assert_eq!(found, der, "{ber:02x?}");
        }
        assert_eq!(to_der(&[0x30, 0x80].repeat(100_000)), None);
    }
}
