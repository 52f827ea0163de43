//! Random bits, from the platform's cryptographic source.

use crate::refusal::Refusal;

/// `N` random bytes.
pub fn bytes<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Refusal::Storage)?;
    Ok(bytes)
}

/// 64 random bits.
pub fn bits() -> Result<u64, Refusal> {
    bytes::<8>().map(u64::from_le_bytes)
}
