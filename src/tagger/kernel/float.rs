//! Single-precision arithmetic whose every bit is fixed.
//!
//! Sums run in 16 lanes, which are then added up as a tree, however wide the registers are. Functions of one number
//! are polynomials with fused multiply-add: the system's own differ from one library to the next.

/// Numbers that are worked on at once.
pub const LANES: usize = 16;

/// A sum or a row of a matrix, in lanes.
pub type Lanes = [f32; LANES];

/// 1.5 × 2²³. Added to a number below 2²², it leaves it rounded to a whole one, ties to even, in the last bits.
pub const ROUNDING: f32 = 12_582_912.0;

/// The lanes of a row; rows are whole multiples of [`LANES`] long.
#[inline(always)]
fn lanes(values: &[f32]) -> &[Lanes] {
    let (lanes, rest) = values.as_chunks();
    debug_assert!(rest.is_empty());
    lanes
}

/// One number from 16, as a tree.
#[inline(always)]
pub fn fold(mut lanes: Lanes, join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] = join(lanes[lane], lanes[lane + half]);
        }
        half /= 2;
    }
    lanes[0]
}

/// The sum.
#[inline(always)]
fn sum(values: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    for values in lanes(values) {
        for lane in 0..LANES {
            sums[lane] += values[lane];
        }
    }
    fold(sums, |a, b| a + b)
}

/// The larger of two. (`f32::max` leaves the sign of zero to the processor.)
#[inline(always)]
pub fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The largest number, signs left out. Without it, numbers are in the order of their bits.
#[inline(always)]
pub fn largest(values: &[f32]) -> f32 {
    let bits = values
        .iter()
        .fold(0, |most: u32, value| most.max(value.to_bits() & !(1 << 31)));
    f32::from_bits(bits)
}

/// The weights of a layer normalisation.
#[derive(Clone, Debug)]
pub struct Norm {
    /// Multiplied with.
    pub weight: Vec<f32>,
    /// Added to that.
    pub bias: Vec<f32>,
}

impl Norm {
    /// Brings a row to mean 0 and variance 1, then to what the weights say.
    #[inline(always)]
    pub fn apply(&self, values: &mut [f32]) {
        const EPSILON: f32 = 1e-12;
        let count = values.len() as f32;
        let mean = sum(values) / count;
        let mut squares = [0.0; LANES];
        for values in lanes(values) {
            for lane in 0..LANES {
                let distance = values[lane] - mean;
                squares[lane] = distance.mul_add(distance, squares[lane]);
            }
        }
        let variance = fold(squares, |a, b| a + b) / count;
        let scale = 1.0 / (variance + EPSILON).sqrt();
        for ((value, weight), bias) in values.iter_mut().zip(&self.weight).zip(&self.bias) {
            *value = ((*value - mean) * scale).mul_add(*weight, *bias);
        }
    }
}

/// 2ˣ for x ≤ 0, to 2·10⁻⁷ of itself; below 2⁻¹²⁶ it stays there.
#[inline(always)]
pub fn exp2(x: f32) -> f32 {
    /// For 2ˣ in −½ ≤ x ≤ ½, by the method of least squares with Lawson's weights: within 2·10⁻⁹ before rounding.
    const POLYNOMIAL: [f32; 7] = [
        1.0,
        std::f32::consts::LN_2,
        0.240_226_47,
        0.055_503_29,
        0.009_618_489,
        0.001_339_993_1,
        0.000_153_458_08,
    ];
    const LEAST: f32 = -126.0;
    let x = if x > LEAST { x } else { LEAST };
    let rounded = x + ROUNDING;
    let fraction = x - (rounded - ROUNDING);
    // The whole part goes straight into the exponent.
    f32::from_bits(
        horner(&POLYNOMIAL, fraction)
            .to_bits()
            .wrapping_add(rounded.to_bits() << 23),
    )
}

/// x Φ(x), Φ the normal distribution: the activation of BERT, within 6·10⁻⁷.
#[inline(always)]
pub fn gelu(x: f32) -> f32 {
    /// (Φ(x) − ½) / x for |x| ≤ 5.25, as a function of 2x²/5.25² − 1, by the method of least squares with Lawson's
    /// weights: within 2·10⁻⁸ of Φ before rounding, 1.1·10⁻⁷ with it.
    const POLYNOMIAL: [f32; 15] = [
        0.134_659_35,
        -0.067_126_825,
        0.049_645_822,
        -0.039_763_097,
        0.032_030_663,
        -0.025_044_965,
        0.018_544_475,
        -0.012_763_128,
        0.008_397_638,
        -0.005_471_751,
        0.002_927_649_3,
        -0.001_018_422_2,
        0.000_634_742_4,
        -0.000_663_888_5,
        0.000_249_819_86,
    ];
    /// Beyond this Φ is 0 or 1.
    const END: f32 = 5.25;
    let near = if x > END { END } else { x };
    let near = if near < -END { -END } else { near };
    let place = (near * near).mul_add(2.0 / (END * END), -1.0);
    let inside = x * horner(&POLYNOMIAL, place).mul_add(near, 0.5);
    let above = if x > END { x } else { inside };
    if x < -END { 0.0 } else { above }
}

#[inline(always)]
fn horner<const N: usize>(polynomial: &[f32; N], x: f32) -> f32 {
    let mut value = polynomial[N - 1];
    for power in (0..N - 1).rev() {
        value = value.mul_add(x, polynomial[power]);
    }
    value
}

/// A matrix of `R` columns, turned, times one of 16: at `[r][c]` the sum of `left[k][r]` × `right[k][c]`, in the
/// order of k.
#[inline(always)]
pub fn multiply<'a, const R: usize>(
    left: impl Iterator<Item = &'a [f32; R]>,
    right: impl Iterator<Item = &'a Lanes>,
) -> [Lanes; R] {
    let mut sums = [[0.0; LANES]; R];
    for (left, right) in left.zip(right) {
        for r in 0..R {
            for lane in 0..LANES {
                sums[r][lane] = left[r].mul_add(right[lane], sums[r][lane]);
            }
        }
    }
    sums
}
