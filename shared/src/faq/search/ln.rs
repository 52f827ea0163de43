//! A logarithm that is the same everywhere.

/// The natural logarithm of a number above 0, to seven digits. Sums, products
/// and quotients are the same to the bit everywhere (IEEE 754); `f32::ln` is
/// the platform's own, and a server's differs from wasm's in the last bit.
pub(super) fn ln(x: f32) -> f32 {
    // x = m · 2^e with m around 1, where the series of artanh is short:
    // ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1) / (m + 1).
    const MANTISSA: u32 = 0x007F_FFFF;
    let mut e = (x.to_bits() >> 23) as f32 - 127.0;
    let mut m = f32::from_bits(x.to_bits() & MANTISSA | 1.0_f32.to_bits());
    if m > std::f32::consts::SQRT_2 {
        m *= 0.5;
        e += 1.0;
    }
    let s = (m - 1.0) / (m + 1.0);
    let s2 = s * s;
    e * std::f32::consts::LN_2 + 2.0 * s * (1.0 + s2 * (1.0 / 3.0 + s2 * (0.2 + s2 * (1.0 / 7.0 + s2 / 9.0))))
}
