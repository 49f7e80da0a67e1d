//! Pieces a second of the encoder on each path that this processor has: `cargo bench --bench tagger`.
//!
//! The weights are random, in the sizes of MiniLM-L6; the time does not depend on them. One thread; the fastest round
//! counts. `ONRECORD_TAGGER_PATH` picks one path, an argument the pieces in a window.

use onrecord::tagger::{Encoder, Input, Path, Scratch, Weights};
use safetensors::tensor::{Dtype, TensorView, serialize};
use std::hint::black_box;
use std::time::{Duration, Instant};

const WIDTH: usize = 384;
const INNER: usize = 1536;
const LAYERS: usize = 6;
const HEADS: usize = 12;
const PIECES: usize = 30_522;
const POSITIONS: usize = 512;

fn main() {
    let file = Model::random();
    let loading = Instant::now();
    let weights = Weights::load(&file).expect("our own file");
    let loading = loading.elapsed();
    println!("loading {} MB: {loading:.1?}", file.len() / 1_000_000);

    let window = std::env::args().find_map(|argument| argument.parse().ok());
    let wanted = std::env::var("ONRECORD_TAGGER_PATH").ok();
    for path in Path::ALL.into_iter().filter(|path| path.is_supported()) {
        if wanted.as_ref().is_some_and(|wanted| wanted != path.name()) {
            continue;
        }
        let encoder = Encoder::with_path(weights.clone(), path).expect("a path that is supported");
        for window in window.map_or(vec![24, 128, 512], |window| vec![window]) {
            let time = fastest(&encoder, window);
            let rate = window as f64 / time.as_secs_f64();
            println!("{path:>8}, windows of {window:>3}: {rate:>6.0} pieces/s");
        }
    }
}

/// The time for one window.
fn fastest(encoder: &Encoder, window: usize) -> Duration {
    const LEAST: Duration = Duration::from_secs(2);
    let mut chance = Chance(1);
    let ids: Vec<u32> = (0..window).map(|_| chance.next() % PIECES as u32).collect();
    let zeros = vec![0; window];
    let input = Input {
        ids: &ids,
        cases: &zeros,
        quotes: &zeros,
    };
    let mut scratch = Scratch::default();
    let mut best = Duration::MAX;
    let begin = Instant::now();
    while begin.elapsed() < LEAST {
        let round = Instant::now();
        black_box(encoder.encode(black_box(&input), &mut scratch));
        best = best.min(round.elapsed());
    }
    best
}

/// Numbers that look random, the same each time.
struct Chance(u32);

impl Chance {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 >> 8
    }
}

struct Model {
    chance: Chance,
    tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)>,
}

impl Model {
    /// The bytes of a safetensors file.
    fn random() -> Vec<u8> {
        let mut model = Model {
            chance: Chance(7),
            tensors: Vec::new(),
        };
        model.bytes("embed.word.q", PIECES, WIDTH);
        model.floats("embed.word.scale", &[PIECES], 0.01);
        model.floats("embed.position", &[POSITIONS, WIDTH], 0.1);
        model.floats("embed.case", &[5, WIDTH], 0.1);
        model.floats("embed.quote", &[4, WIDTH], 0.1);
        model.norm("embed.norm");
        for layer in 0..LAYERS {
            model.linear(&format!("layer.{layer}.qkv"), 3 * WIDTH, WIDTH);
            model.linear(&format!("layer.{layer}.out"), WIDTH, WIDTH);
            model.linear(&format!("layer.{layer}.up"), INNER, WIDTH);
            model.linear(&format!("layer.{layer}.down"), WIDTH, INNER);
            model.norm(&format!("layer.{layer}.norm1"));
            model.norm(&format!("layer.{layer}.norm2"));
        }
        let metadata = [("layers", LAYERS), ("heads", HEADS)]
            .map(|(key, number)| (key.to_owned(), number.to_string()))
            .into_iter()
            .collect();
        let views = model.tensors.iter().map(|(name, dtype, shape, data)| {
            let view = TensorView::new(*dtype, shape.clone(), data).expect("as many bytes as the shape says");
            (name, view)
        });
        serialize(views, Some(metadata)).expect("a file in memory")
    }

    fn linear(&mut self, name: &str, outputs: usize, inputs: usize) {
        self.bytes(&format!("{name}.q"), outputs, inputs);
        self.floats(&format!("{name}.scale"), &[outputs], 0.001);
        self.floats(&format!("{name}.bias"), &[outputs], 0.1);
    }

    fn norm(&mut self, name: &str) {
        self.floats(&format!("{name}.weight"), &[WIDTH], 1.0);
        self.floats(&format!("{name}.bias"), &[WIDTH], 0.1);
    }

    fn bytes(&mut self, name: &str, rows: usize, columns: usize) {
        let data = (0..rows * columns).map(|_| self.chance.next() as u8).collect();
        self.tensors
            .push((name.to_owned(), Dtype::I8, vec![rows, columns], data));
    }

    fn floats(&mut self, name: &str, shape: &[usize], size: f32) {
        let count = shape.iter().product();
        let data =
            (0..count).flat_map(|_| (size * self.chance.next() as f32 / (1 << 24) as f32).to_le_bytes());
        let data = data.collect();
        self.tensors
            .push((name.to_owned(), Dtype::F32, shape.to_vec(), data));
    }
}
