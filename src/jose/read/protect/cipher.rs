//! The block ciphers that keys are protected with, all in CBC mode with the padding of PKCS#7.

use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt as _, BlockSizeUser, KeyInit, KeyIvInit as _};
use zeroize::Zeroizing;

/// A cipher and its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cipher {
    Aes128,
    Aes192,
    Aes256,
    TripleDes,
    /// Triple DES whose third key is the first.
    TripleDes2,
    Des,
    Rc2With40Bits,
    Rc2With64Bits,
    Rc2With128Bits,
}

impl Cipher {
    pub(super) const fn key_len(self) -> usize {
        match self {
            Self::Rc2With40Bits => 5,
            Self::Des | Self::Rc2With64Bits => 8,
            Self::Aes128 | Self::TripleDes2 | Self::Rc2With128Bits => 16,
            Self::Aes192 | Self::TripleDes => 24,
            Self::Aes256 => 32,
        }
    }

    pub(super) const fn block_len(self) -> usize {
        if matches!(self, Self::Aes128 | Self::Aes192 | Self::Aes256) { 16 } else { 8 }
    }

    /// The plain bytes; `None` if their padding is wrong, which a wrong key makes it nearly always, or if a
    /// length is.
    pub(super) fn decrypt(self, key: &[u8], iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Aes128 => cbc::<aes::Aes128>(key, iv, data),
            Self::Aes192 => cbc::<aes::Aes192>(key, iv, data),
            Self::Aes256 => cbc::<aes::Aes256>(key, iv, data),
            Self::TripleDes => cbc::<des::TdesEde3>(key, iv, data),
            Self::TripleDes2 => cbc::<des::TdesEde2>(key, iv, data),
            Self::Des => cbc::<des::Des>(key, iv, data),
            Self::Rc2With40Bits | Self::Rc2With64Bits | Self::Rc2With128Bits => {
                cbc::<rc2::Rc2>(key, iv, data)
            }
        }
    }
}

fn cbc<C: BlockCipherDecrypt + KeyInit + BlockSizeUser>(
    key: &[u8],
    iv: &[u8],
    data: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let mut plain = Zeroizing::new(data.to_vec());
    let len = Decryptor::<C>::new_from_slices(key, iv).ok()?.decrypt_padded::<Pkcs7>(&mut plain).ok()?.len();
    plain.truncate(len);
    Some(plain)
}
