//! The encoder against a library, the paths against each other, and files that are damaged.

use super::{Encoder, Input, Path, Scratch, Weights};
use proptest::prelude::*;
use serde_json::Value;

/// Made by `training/tiny_fixture.py`.
const TINY: &[u8] = include_bytes!("../../tests/fixtures/tagger/tiny.safetensors");
const EXPECTED: &str = include_str!("../../tests/fixtures/tagger/tiny.expected.json");

fn tiny(path: Path) -> Encoder {
    Encoder::with_path(Weights::load(TINY).unwrap(), path).unwrap()
}

fn supported() -> impl Iterator<Item = Path> {
    Path::ALL.into_iter().filter(|path| path.is_supported())
}

fn numbers<T: TryFrom<u64, Error: std::fmt::Debug>>(values: &Value) -> Vec<T> {
    let values = values.as_array().unwrap().iter();
    values
        .map(|value| T::try_from(value.as_u64().unwrap()).unwrap())
        .collect()
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let product = |a: &[f32], b: &[f32]| -> f32 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    product(a, b) / (product(a, a) * product(b, b)).sqrt()
}

#[test]
fn rows_are_those_of_bert_but_for_the_rounding_to_8_bits() {
    let encoder = tiny(Path::choose(None).unwrap());
    let mut scratch = Scratch::default();
    let cases: Vec<Value> = serde_json::from_str(EXPECTED).unwrap();
    assert!(!cases.is_empty());
    for case in &cases {
        let (ids, capitals): (Vec<u32>, Vec<u8>) = (numbers(&case["ids"]), numbers(&case["cases"]));
        let input = Input {
            ids: &ids,
            cases: &capitals,
            quotes: &numbers::<u8>(&case["quotes"]),
        };
        let rows = encoder.encode(&input, &mut scratch);
        for (row, expected) in rows.chunks_exact(64).zip(case["rows"].as_array().unwrap()) {
            let expected: Vec<f32> = expected
                .as_array()
                .unwrap()
                .iter()
                .map(|number| number.as_f64().unwrap() as f32)
                .collect();
            let cosine = cosine(row, &expected);
            assert!(cosine > 0.995, "{} pieces: {cosine}", ids.len());
        }
    }
}

proptest! {
    #[test]
    fn all_paths_give_the_same_bits(
        pieces in prop::collection::vec((0..200_u32, 0..5_u8, 0..4_u8), 0..=64)
    ) {
        let ids: Vec<u32> = pieces.iter().map(|piece| piece.0).collect();
        let cases: Vec<u8> = pieces.iter().map(|piece| piece.1).collect();
        let quotes: Vec<u8> = pieces.iter().map(|piece| piece.2).collect();
        let input = Input { ids: &ids, cases: &cases, quotes: &quotes };
        let bits = |path| -> Vec<u32> {
            let mut scratch = Scratch::default();
            let encoder = tiny(path);
            let rows = encoder.encode(&input, &mut scratch);
            rows.iter().map(|number| number.to_bits()).collect()
        };
        let expected = bits(Path::Portable);
        prop_assert_eq!(expected.len(), 64 * ids.len());
        for path in supported() {
            prop_assert_eq!(&bits(path), &expected, "{}", path);
        }
    }

    #[test]
    fn a_damaged_file_is_an_error_or_reads_as_something_else(place in 0..TINY.len(), byte: u8) {
        let mut file = TINY.to_vec();
        file[place] = byte;
        let _ = Weights::load(&file);
        prop_assert!(Weights::load(&TINY[..place]).is_err());
    }
}
