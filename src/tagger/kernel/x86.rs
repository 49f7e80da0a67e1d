//! The x86 instructions: the one file with `unsafe`.
//!
//! Takes an [`Operation`] and a [`Machine`], which exists only where the processor was seen to have the path's
//! instructions, and runs the copy compiled with them. The tiles of 8-bit products are written with intrinsics,
//! as no compiler finds these instructions by itself.

use super::linear::{Group, QUAD, Row, Sums};
use super::{Kernel, Machine, Operation, PANEL, Path};
use std::arch::is_x86_feature_detected;
use std::arch::x86_64::{
    __m128i, __m256i, __m512i, _mm_load_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_hadd_epi32,
    _mm256_madd_epi16, _mm256_permute4x64_epi64, _mm256_set1_epi64x, _mm256_setzero_si256,
    _mm256_storeu_si256, _mm512_dpbusd_epi32, _mm512_load_si512, _mm512_set1_epi32, _mm512_setzero_si512,
    _mm512_storeu_si512,
};

/// AVX-512 with VNNI.
struct Vnni;

/// AVX2 with FMA.
struct Avx2;

/// Whether the processor has all that [`run_on_vnni`] is compiled with.
pub(super) fn has_vnni() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512vnni")
        && has_avx2()
}

/// Whether the processor has all that [`run_on_avx2`] is compiled with.
pub(super) fn has_avx2() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}

/// Runs the copy compiled for [`Path::Vnni`].
pub(super) fn run_on_vnni(machine: Machine, operation: impl Operation) {
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma")]
    fn compiled(operation: impl Operation) {
        operation.run::<Vnni>();
    }
    assert_eq!(machine.path(), Path::Vnni);
    // SAFETY: a `Machine` of this path exists only after `has_vnni` found every one of these features.
    unsafe { compiled(operation) }
}

/// Runs the copy compiled for [`Path::Avx2`].
pub(super) fn run_on_avx2(machine: Machine, operation: impl Operation) {
    #[target_feature(enable = "avx2,fma")]
    fn compiled(operation: impl Operation) {
        operation.run::<Avx2>();
    }
    assert_eq!(machine.path(), Path::Avx2);
    // SAFETY: a `Machine` of this path exists only after `has_avx2` found both features.
    unsafe { compiled(operation) }
}

impl Kernel for Vnni {
    #[inline(always)]
    fn tile<const R: usize>(rows: [Row; R], panel: &[Group], sums: &mut Sums) {
        // SAFETY: `Vnni` is private to this file, and named only where its features are enabled.
        unsafe { vnni_tile(rows, panel, sums) }
    }
}

/// `R` rows by 64 columns: at 6 rows 24 sums, 4 registers of weights and one of activations, of 32 registers.
#[target_feature(enable = "avx512f,avx512vnni")]
fn vnni_tile<const R: usize>(rows: [Row; R], panel: &[Group], sums: &mut Sums) {
    let rows = rows.map(|row| &row.bytes[..panel.len()]);
    let mut tile = [[_mm512_setzero_si512(); 4]; R];
    for (k, group) in panel.iter().enumerate() {
        let weights: *const __m512i = group.0.as_ptr().cast();
        // SAFETY: a group is four registers long and, by its type, begins at a multiple of 64.
        let weights = unsafe {
            [
                _mm512_load_si512(weights),
                _mm512_load_si512(weights.add(1)),
                _mm512_load_si512(weights.add(2)),
                _mm512_load_si512(weights.add(3)),
            ]
        };
        for r in 0..R {
            let activations = _mm512_set1_epi32(i32::from_le_bytes(rows[r][k]));
            for quarter in 0..4 {
                tile[r][quarter] = _mm512_dpbusd_epi32(tile[r][quarter], activations, weights[quarter]);
            }
        }
    }
    for (sums, tile) in sums.iter_mut().zip(tile) {
        for (sums, register) in sums.as_chunks_mut::<16>().0.iter_mut().zip(tile) {
            // SAFETY: the chunk is 16 numbers of 4 bytes, one register.
            unsafe { _mm512_storeu_si512(sums.as_mut_ptr().cast(), register) }
        }
    }
}

impl Kernel for Avx2 {
    const WIDENS: bool = true;

    #[inline(always)]
    fn tile<const R: usize>(rows: [Row; R], panel: &[Group], sums: &mut Sums) {
        // SAFETY: `Avx2` is private to this file, and named only where its features are enabled.
        unsafe { avx2_tile(rows, panel, sums) }
    }
}

/// `R` rows by 8 columns, eight times. The products are of 16-bit numbers: the instruction that multiplies bytes
/// saturates at 2¹⁵, which two products of 8-bit numbers can pass.
#[target_feature(enable = "avx2")]
fn avx2_tile<const R: usize>(rows: [Row; R], panel: &[Group], sums: &mut Sums) {
    let rows = rows.map(|row| &row.words[..panel.len()]);
    for first in (0..PANEL).step_by(8) {
        // Two sums for each column, one for the even and one for the odd half of each group of four.
        let mut tile = [[_mm256_setzero_si256(); 2]; R];
        for (k, group) in panel.iter().enumerate() {
            let weights = [first, first + 4].map(|column| {
                let weights: *const __m128i = group.0[column * QUAD..][..4 * QUAD].as_ptr().cast();
                // SAFETY: the slice is one register long, and begins at a multiple of 16 in an aligned group.
                _mm256_cvtepi8_epi16(unsafe { _mm_load_si128(weights) })
            });
            for r in 0..R {
                let activations = _mm256_set1_epi64x(four_words(rows[r][k]));
                for half in 0..2 {
                    let products = _mm256_madd_epi16(activations, weights[half]);
                    tile[r][half] = _mm256_add_epi32(tile[r][half], products);
                }
            }
        }
        for (sums, [low, high]) in sums.iter_mut().zip(tile) {
            // `hadd` leaves columns 0 1 4 5 2 3 6 7; the permutation puts them in order.
            let columns = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(low, high));
            let sums: *mut __m256i = sums[first..][..8].as_mut_ptr().cast();
            // SAFETY: the slice is 8 numbers of 4 bytes, one register.
            unsafe { _mm256_storeu_si256(sums, columns) }
        }
    }
}

/// Four 16-bit numbers as they lie in memory.
#[inline(always)]
fn four_words(words: [i16; QUAD]) -> i64 {
    let [a, b, c, d] = words.map(|word| i64::from(word as u16));
    a | b << 16 | c << 32 | d << 48
}
