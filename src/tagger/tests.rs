//! The encoder against a library, the paths against each other, and files that are damaged.

use super::{Encoder, Input, Path, Scratch, Weights};
use proptest::prelude::*;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
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

/// The file with one tensor changed, or left out.
fn changed(name: &str, change: impl Fn(TensorView<'static>) -> Option<TensorView<'static>>) -> Vec<u8> {
    let tensors = SafeTensors::deserialize(TINY).unwrap();
    let tensors = tensors.iter().filter_map(|(other, tensor)| {
        let tensor = if other == name { change(tensor)? } else { tensor };
        Some((other.to_owned(), tensor))
    });
    let tensors: Vec<_> = tensors.collect();
    let (_, metadata) = SafeTensors::read_metadata(TINY).unwrap();
    safetensors::serialize(tensors, metadata.metadata().clone()).unwrap()
}

#[test]
fn an_error_names_the_tensor_and_what_was_expected() {
    let error = |file: Vec<u8>| Weights::load(&file).unwrap_err().to_string();
    assert_eq!(
        error(changed("layer.1.norm2.bias", |_| None)),
        "the weights lack the tensor \"layer.1.norm2.bias\""
    );
    assert_eq!(
        error(changed("layer.0.down.q", |tensor| {
            Some(TensorView::new(Dtype::I8, vec![128, 64], tensor.data()).unwrap())
        })),
        "the tensor \"layer.0.down.q\" of the weights is i8 [128, 64]; i8 [64, 128] was expected"
    );
    assert_eq!(
        error(changed("layer.0.up.scale", |tensor| {
            Some(TensorView::new(Dtype::I32, vec![128], tensor.data()).unwrap())
        })),
        "the tensor \"layer.0.up.scale\" of the weights is i32 [128]; f32 or f16 was expected"
    );
    assert_eq!(
        error(changed("embed.position", |_| {
            Some(TensorView::new(Dtype::F32, vec![1, 64], &[0xFF; 256]).unwrap())
        })),
        "the tensor \"embed.position\" of the weights is NaN somewhere; a finite number everywhere was expected"
    );
    let bare = safetensors::serialize(Vec::<(&str, TensorView)>::new(), None).unwrap();
    assert_eq!(
        error(bare),
        "the weights do not say \"layers\" in their metadata, as a number above zero"
    );
}

/// The tiny network with a change of low rank, `a` from the inputs and `b` to the outputs of every matrix, and a head.
fn with_change(a: i8, b: i8) -> Vec<u8> {
    let tiny = SafeTensors::deserialize(TINY).unwrap();
    let mut tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = tiny
        .iter()
        .map(|(name, tensor)| {
            (
                name.to_owned(),
                tensor.dtype(),
                tensor.shape().to_vec(),
                tensor.data().to_vec(),
            )
        })
        .collect();
    let floats = |value: f32, count: usize| value.to_le_bytes().repeat(count);
    for (name, tensor) in tiny.iter().filter(|(name, _)| name.starts_with("layer.")) {
        let change = format!("change.other.{name}");
        if name.contains("norm") {
            tensors.push((
                change,
                tensor.dtype(),
                tensor.shape().to_vec(),
                tensor.data().to_vec(),
            ));
        } else if let Some(matrix) = change.strip_suffix(".q") {
            let (outputs, inputs) = (tensor.shape()[0], tensor.shape()[1]);
            tensors.extend([
                (
                    format!("{matrix}.a.q"),
                    Dtype::I8,
                    vec![1, inputs],
                    vec![a as u8; inputs],
                ),
                (format!("{matrix}.a.scale"), Dtype::F32, vec![1], floats(0.1, 1)),
                (
                    format!("{matrix}.b.q"),
                    Dtype::I8,
                    vec![outputs, 1],
                    vec![b as u8; outputs],
                ),
                (
                    format!("{matrix}.b.scale"),
                    Dtype::F32,
                    vec![outputs],
                    floats(0.1, outputs),
                ),
            ]);
        }
    }
    // 1.5, -65504, the least number above nothing, nothing.
    let halves = [0x3E00_u16, 0xFBFF, 0x0001, 0x0000];
    tensors.push((
        "change.other.turn".to_owned(),
        Dtype::F16,
        vec![1, 4],
        halves.iter().flat_map(|half| half.to_le_bytes()).collect(),
    ));
    let views = tensors
        .iter()
        .map(|(name, dtype, shape, data)| (name, TensorView::new(*dtype, shape.clone(), data).unwrap()));
    let (_, metadata) = SafeTensors::read_metadata(TINY).unwrap();
    safetensors::serialize(views, metadata.metadata().clone()).unwrap()
}

#[test]
fn a_network_is_changed_for_another_task_and_stays_what_it_was() {
    let rows = |weights: Weights| {
        let encoder = Encoder::with_path(weights, Path::choose(None).unwrap()).unwrap();
        let input = Input {
            ids: &[3, 141, 59],
            cases: &[0, 1, 2],
            quotes: &[0; 3],
        };
        encoder.encode(&input, &mut Scratch::default()).to_vec()
    };
    let of = |a, b| {
        let file = with_change(a, b);
        let weights = Weights::load(&file).unwrap();
        let other = weights.changed(&file, "other").unwrap();
        assert!(weights.head("turn").is_none());
        assert_eq!(
            other.head("turn").unwrap().values,
            [1.5, -65504.0, 2.0_f32.powi(-24), 0.0]
        );
        (rows(weights), rows(other))
    };
    let plain = rows(Weights::load(TINY).unwrap());
    let (same, unchanged) = of(0, 7);
    assert_eq!(plain, same);
    assert!(cosine(&plain, &unchanged) > 0.999);
    let (same, changed) = of(9, 7);
    assert_eq!(plain, same);
    assert!(cosine(&plain, &changed) < 0.99);
    let error = Weights::load(TINY).unwrap().changed(TINY, "other").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the weights lack the tensor \"change.other.layer.0.qkv.a.q\""
    );
}

#[test]
fn heads_are_found_by_name() {
    let weights = Weights::load(TINY).unwrap();
    let tags = weights.head("head.tags.weight").unwrap();
    assert_eq!((tags.rows, tags.columns, tags.values.len()), (7, 64, 448));
    let bias = weights.head("head.tags.bias").unwrap();
    assert_eq!((bias.rows, bias.columns), (1, 7));
    assert!(weights.head("embed.case").is_none());
}

#[test]
fn scratch_that_held_a_longer_window_changes_nothing() {
    let encoder = tiny(Path::choose(None).unwrap());
    let zeros = [0; 60];
    let ids: Vec<u32> = (0..60).collect();
    let input = |pieces: usize| Input {
        ids: &ids[..pieces],
        cases: &zeros[..pieces],
        quotes: &zeros[..pieces],
    };
    let mut used = Scratch::default();
    encoder.encode(&input(60), &mut used);
    for pieces in [13, 0, 17, 1] {
        let fresh = encoder.encode(&input(pieces), &mut Scratch::default()).to_vec();
        assert_eq!(encoder.encode(&input(pieces), &mut used), fresh);
    }
}

#[test]
fn threads_share_an_encoder() {
    fn shared<T: Send + Sync>() {}
    shared::<Encoder>();
}
