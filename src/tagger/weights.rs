//! The weights of the network, out of a safetensors file.
//!
//! Takes the bytes of the file, gives [`Weights`]: 8-bit numbers with their scales, packed for the kernels. What the
//! file holds beside the encoder (the heads) can be asked for by name. A file that is damaged, or not of this kind,
//! gives an error that names the tensor.

use super::kernel::{LANES, Linear, Norm, PANEL};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why a file of weights cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// It is no safetensors file, or was cut short.
    #[error("the weights are damaged, or no safetensors file: {0}")]
    File(String),
    /// The metadata lacks a size.
    #[error("the weights do not say \"{0}\" in their metadata, as a number above zero")]
    Metadata(&'static str),
    /// A tensor is not there.
    #[error("the weights lack the tensor \"{0}\"")]
    Missing(String),
    /// A tensor is there with other sizes or other numbers.
    #[error("the tensor \"{name}\" of the weights is {found}; {expected} was expected")]
    Tensor {
        /// Which.
        name: String,
        /// What it should have been.
        expected: String,
        /// What it is.
        found: String,
    },
}

/// A table of numbers, row by row. A vector is one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// How many rows.
    pub rows: usize,
    /// How many numbers in each.
    pub columns: usize,
    /// All rows, one after the other.
    pub values: Vec<f32>,
}

/// The network: an encoder, and the heads on it.
#[derive(Clone, Debug)]
pub struct Weights {
    pub(super) attention_heads: usize,
    pub(super) embedding: Arc<Embedding>,
    pub(super) layers: Vec<Layer>,
    pub(super) heads: BTreeMap<String, Matrix>,
}

/// What each piece begins with.
#[derive(Clone, Debug)]
pub(super) struct Embedding {
    pub width: usize,
    pub words: Vec<i8>,
    pub scales: Vec<f32>,
    pub positions: Vec<f32>,
    pub cases: Vec<f32>,
    pub quotes: Vec<f32>,
    pub norm: Norm,
}

/// A layer of the encoder.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub query_key_value: Linear,
    pub out: Linear,
    pub norm1: Norm,
    pub up: Linear,
    pub down: Linear,
    pub norm2: Norm,
}

/// Kinds of capitalisation that have a vector.
pub const CASES: usize = 5;

/// Places inside and outside quotations that have a vector.
pub const QUOTES: usize = 4;

impl Weights {
    /// Reads the file.
    pub fn load(file: &[u8]) -> Result<Weights, WeightsError> {
        let (_, metadata) = SafeTensors::read_metadata(file).map_err(damaged)?;
        let number = |key| {
            let text = metadata
                .metadata()
                .as_ref()
                .and_then(|metadata| metadata.get(key));
            text.and_then(|text| text.parse().ok())
                .filter(|&number: &usize| number > 0)
                .ok_or(WeightsError::Metadata(key))
        };
        let (layers, attention_heads) = (number("layers")?, number("heads")?);

        let mut tensors = Tensors::of(file)?;
        tensors.all.retain(|name, _| !name.starts_with(CHANGES));
        let embedding = tensors.embedding(attention_heads)?;
        let layers = (0..layers)
            .map(|layer| tensors.layer(layer, embedding.width))
            .collect::<Result<_, _>>()?;
        Ok(Weights {
            attention_heads,
            embedding: Arc::new(embedding),
            layers,
            heads: tensors.rest()?,
        })
    }

    /// A tensor that is not part of the encoder.
    pub fn head(&self, name: &str) -> Option<&Matrix> {
        self.heads.get(name)
    }

    /// Numbers for each piece.
    pub fn width(&self) -> usize {
        self.embedding.width
    }

    /// Pieces in the vocabulary.
    pub fn vocabulary(&self) -> usize {
        self.embedding.scales.len()
    }

    /// The most pieces that a window may have.
    pub fn positions(&self) -> usize {
        self.embedding.positions.len() / self.width()
    }
}

/// The tensors of the file that are not read yet.
pub(super) struct Tensors<'a> {
    pub(super) all: BTreeMap<String, TensorView<'a>>,
}

/// What the names of low-rank changes begin with.
pub(super) const CHANGES: &str = "change.";

fn damaged(error: safetensors::SafeTensorError) -> WeightsError {
    WeightsError::File(error.to_string())
}

impl<'a> Tensors<'a> {
    pub(super) fn of(file: &'a [u8]) -> Result<Self, WeightsError> {
        let tensors = SafeTensors::deserialize(file).map_err(damaged)?;
        let all = tensors.iter().map(|(name, tensor)| (name.to_owned(), tensor));
        Ok(Self { all: all.collect() })
    }

    fn embedding(&mut self, heads: usize) -> Result<Embedding, WeightsError> {
        let words = self.take("embed.word.q")?;
        let [pieces, width] = sizes(&words, "embed.word.q", "i8 [pieces, width]", Dtype::I8)?;
        // The kernels have no code for what would be left over.
        let fits = width.is_multiple_of(PANEL)
            && width.is_multiple_of(heads)
            && (width / heads).is_multiple_of(LANES);
        if pieces == 0 || width == 0 || !fits {
            let expected = format!("pieces of a width of {PANEL}s that {heads} heads share in {LANES}s");
            return Err(wrong("embed.word.q", expected, &words));
        }
        let positions = self.take("embed.position")?;
        if !matches!(*positions.shape(), [rows, columns] if rows > 0 && columns == width) {
            let expected = format!("f32 or f16 [positions, {width}]");
            return Err(wrong("embed.position", expected, &positions));
        }
        Ok(Embedding {
            width,
            words: words.data().iter().map(|&byte| byte as i8).collect(),
            scales: self.floats("embed.word.scale", &[pieces])?,
            positions: floats("embed.position", &positions)?,
            cases: self.floats("embed.case", &[CASES, width])?,
            quotes: self.floats("embed.quote", &[QUOTES, width])?,
            norm: self.norm("embed.norm", width)?,
        })
    }

    fn layer(&mut self, layer: usize, width: usize) -> Result<Layer, WeightsError> {
        let name = |part: &str| format!("layer.{layer}.{part}");
        let up = name("up.q");
        let tensor = self
            .all
            .get(&up)
            .ok_or_else(|| WeightsError::Missing(up.clone()))?;
        let [inner, _] = sizes(tensor, &up, "i8 [inner width, width]", Dtype::I8)?;
        if inner == 0 || !inner.is_multiple_of(PANEL) || inner > MOST_INPUTS {
            return Err(wrong(&up, format!("an inner width of {PANEL}s"), tensor));
        }
        Ok(Layer {
            query_key_value: self.linear(&name("qkv"), 3 * width, width)?,
            out: self.linear(&name("out"), width, width)?,
            norm1: self.norm(&name("norm1"), width)?,
            up: self.linear(&name("up"), inner, width)?,
            down: self.linear(&name("down"), width, inner)?,
            norm2: self.norm(&name("norm2"), width)?,
        })
    }

    fn linear(&mut self, name: &str, outputs: usize, inputs: usize) -> Result<Linear, WeightsError> {
        let weights = format!("{name}.q");
        let tensor = self.take(&weights)?;
        if tensor.dtype() != Dtype::I8 || tensor.shape() != [outputs, inputs] {
            return Err(wrong(&weights, format!("i8 [{outputs}, {inputs}]"), &tensor));
        }
        let scales = self.floats(&format!("{name}.scale"), &[outputs])?;
        let bias = self.floats(&format!("{name}.bias"), &[outputs])?;
        Ok(Linear::pack(tensor.data(), inputs, scales, bias))
    }

    pub(super) fn norm(&mut self, name: &str, width: usize) -> Result<Norm, WeightsError> {
        Ok(Norm {
            weight: self.floats(&format!("{name}.weight"), &[width])?,
            bias: self.floats(&format!("{name}.bias"), &[width])?,
        })
    }

    pub(super) fn floats(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightsError> {
        let tensor = self.take(name)?;
        if tensor.shape() != shape {
            return Err(wrong(name, format!("f32 {shape:?}"), &tensor));
        }
        floats(name, &tensor)
    }

    pub(super) fn take(&mut self, name: &str) -> Result<TensorView<'a>, WeightsError> {
        let tensor = self.all.remove(name);
        tensor.ok_or_else(|| WeightsError::Missing(name.to_owned()))
    }

    /// Whatever nobody took.
    pub(super) fn rest(self) -> Result<BTreeMap<String, Matrix>, WeightsError> {
        let heads = self.all.into_iter().map(|(name, tensor)| {
            let values = floats(&name, &tensor)?;
            let columns = tensor.shape().last().copied().unwrap_or(1);
            let rows = values.len().checked_div(columns).unwrap_or(0);
            let matrix = Matrix {
                rows,
                columns,
                values,
            };
            Ok((name, matrix))
        });
        heads.collect()
    }
}

/// With more inputs, a sum of products of 8-bit numbers would not fit into 32 bits.
const MOST_INPUTS: usize = 1 << 16;

/// The sizes of a tensor of two dimensions.
pub(super) fn sizes(
    tensor: &TensorView,
    name: &str,
    expected: &str,
    dtype: Dtype,
) -> Result<[usize; 2], WeightsError> {
    match *tensor.shape() {
        [rows, columns] if tensor.dtype() == dtype && columns <= MOST_INPUTS => Ok([rows, columns]),
        _ => Err(wrong(name, expected.to_owned(), tensor)),
    }
}

/// A number of 16 bits (IEEE 754, binary16) as one of 32.
fn from_half(bits: u16) -> f32 {
    let (exponent, fraction) = (u32::from(bits >> 10 & 0x1F), u32::from(bits & 0x3FF));
    let size = match exponent {
        // Numbers below the least exponent: a count of 2^-24.
        0 => fraction as f32 / 16_777_216.0,
        0x1F => f32::from_bits(0xFF << 23 | fraction << 13),
        _ => f32::from_bits((exponent + 112) << 23 | fraction << 13),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// The numbers of a tensor, all finite.
fn floats(name: &str, tensor: &TensorView) -> Result<Vec<f32>, WeightsError> {
    let values: Vec<f32> = match tensor.dtype() {
        Dtype::F32 => {
            let numbers = tensor.data().as_chunks().0;
            numbers.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect()
        }
        Dtype::F16 => {
            let numbers = tensor.data().as_chunks().0;
            let numbers = numbers.iter().map(|&bytes| u16::from_le_bytes(bytes));
            numbers.map(from_half).collect()
        }
        _ => return Err(wrong(name, "f32 or f16".to_owned(), tensor)),
    };
    match values.iter().find(|value| !value.is_finite()) {
        None => Ok(values),
        Some(value) => Err(WeightsError::Tensor {
            name: name.to_owned(),
            expected: "a finite number everywhere".to_owned(),
            found: format!("{value} somewhere"),
        }),
    }
}

pub(super) fn wrong(name: &str, expected: String, tensor: &TensorView) -> WeightsError {
    WeightsError::Tensor {
        name: name.to_owned(),
        expected,
        found: format!("{} {:?}", tensor.dtype(), tensor.shape()).to_lowercase(),
    }
}
