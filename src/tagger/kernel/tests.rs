//! Each operation on each path against plain Rust, to the last bit; and the functions against double precision.

use super::float::{self, LANES};
use super::{AttentionScratch, Linear, Machine, Norm, Path, Quantised};
use proptest::prelude::*;

/// Numbers that look random, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.0 >> 33
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }

    /// Up to `size` on either side of zero.
    fn floats(&mut self, count: usize, size: f32) -> Vec<f32> {
        let number = |random: u64| size * (random as f32 / (1_u64 << 30) as f32 - 1.0);
        (0..count).map(|_| number(self.next())).collect()
    }
}

/// What an operation gives on each path that the processor has, plain Rust last.
fn on_each_path(operation: impl Fn(Machine) -> Vec<f32>) -> Vec<(Path, Vec<u32>)> {
    let machines = Path::ALL.into_iter().filter_map(|path| Machine::new(path).ok());
    machines
        .map(|machine| {
            let numbers = operation(machine).into_iter().map(f32::to_bits);
            (machine.path(), numbers.collect())
        })
        .collect()
}

fn assert_same(results: &[(Path, Vec<u32>)]) {
    let (_, expected) = results.last().expect("plain Rust");
    for (path, found) in results {
        assert!(found == expected, "{path} differs");
    }
}

proptest! {
    #[test]
    fn linear_layers_agree(
        rows in 1..20_usize, quads in 1..100_usize, panels in 1..4_usize, size in 1e-3..1e3_f32, seed: u64
    ) {
        let (inputs, outputs) = (4 * quads, 64 * panels);
        let mut chance = Chance(seed);
        let layer = Linear::pack(
            &chance.bytes(inputs * outputs), inputs, chance.floats(outputs, 0.1), chance.floats(outputs, 1.0),
        );
        let values = chance.floats(rows * inputs, size);
        assert_same(&on_each_path(|machine| {
            let mut input = Quantised::default();
            input.resize(rows, inputs);
            machine.quantise(&values, &mut input);
            let mut output = vec![0.0; rows * outputs];
            machine.linear(&input, 0..rows, &layer, &mut output);
            output
        }));
    }

    #[test]
    fn attention_agrees(
        pieces in 1..70_usize, heads in 1..4_usize, groups in 1..4_usize, size in 1e-2..1e2_f32, seed: u64
    ) {
        let width = heads * groups * LANES;
        let input = Chance(seed).floats(pieces * 3 * width, size);
        assert_same(&on_each_path(|machine| {
            let mut output = vec![0.0; pieces * width];
            machine.attend(&input, heads, width, &mut output, &mut AttentionScratch::default());
            output
        }));
    }

    #[test]
    fn what_goes_row_by_row_agrees(rows in 1..5_usize, groups in 1..30_usize, size in 1e-3..1e3_f32, seed: u64) {
        let width = groups * LANES;
        let mut chance = Chance(seed);
        let (values, others) = (chance.floats(rows * width, size), chance.floats(rows * width, size));
        let norm = Norm { weight: chance.floats(width, 1.0), bias: chance.floats(width, 1.0) };
        assert_same(&on_each_path(|machine| {
            let mut quantised = Quantised::default();
            quantised.resize(rows, width);
            let mut values = values.clone();
            machine.add_norm_quantise(&mut values, &others, &norm, &mut quantised);
            machine.gelu_quantise(&mut values, &mut quantised);
            for row in 0..rows {
                values.extend(quantised.row(row, false).bytes.as_flattened().iter().map(|&byte| f32::from(byte)));
                values.push(quantised.scale(row));
            }
            values
        }));
    }
}

#[test]
fn a_linear_layer_is_exact_at_the_ends_of_its_range() {
    // All activations at their largest, all weights at their smallest.
    let inputs = 4096;
    let layer = Linear::pack(&vec![0x80; 64 * inputs], inputs, vec![1.0; 64], vec![0.0; 64]);
    let results = on_each_path(|machine| {
        let mut input = Quantised::default();
        input.resize(1, inputs);
        machine.quantise(&vec![127.0; inputs], &mut input);
        let mut output = vec![0.0; 64];
        machine.linear(&input, 0..1, &layer, &mut output);
        output
    });
    assert_same(&results);
    let expected = (-128.0 * 127.0 * inputs as f32).to_bits();
    assert!(results[0].1.iter().all(|&sum| sum == expected));
}

#[test]
fn a_row_of_zeros_stays_zero() {
    let machine = Machine::new(Path::choose(None).unwrap()).unwrap();
    let mut output = Quantised::default();
    output.resize(1, LANES);
    machine.quantise(&[0.0; LANES], &mut output);
    assert_eq!(output.scale(0), 0.0);
    assert!(
        output
            .row(0, false)
            .bytes
            .as_flattened()
            .iter()
            .all(|&byte| byte == 128)
    );
}

/// Φ in double precision, by the series of the error function whose terms all have one sign.
fn normal_distribution(x: f64) -> f64 {
    let (mut term, mut sum) = (x, x);
    for n in 1..200 {
        term *= x * x / f64::from(2 * n + 1);
        sum += term;
    }
    0.5 + sum * (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

#[test]
fn functions_are_within_what_they_promise() {
    for step in -70_000..=70_000 {
        let x = step as f32 / 1e4;
        let exact = f64::from(x) * normal_distribution(f64::from(x));
        let distance = (f64::from(float::gelu(x)) - exact).abs();
        assert!(distance < 6e-7, "gelu({x}) is {distance:e} off");
        if x <= 0.0 {
            let x = x * 18.0;
            let exact = f64::from(x).exp2();
            let distance = (f64::from(float::exp2(x)) / exact - 1.0).abs();
            assert!(distance < 2e-7, "exp2({x}) is {distance:e} off");
        }
    }
}

#[test]
fn a_path_is_chosen_by_its_name() {
    assert!(Path::choose(None).unwrap().is_supported());
    assert_eq!(Path::choose(Some("portable")), Ok(Path::Portable));
    let error = Path::choose(Some("mmx")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no path is called \"mmx\": there are vnni, avx2 and portable"
    );
}
