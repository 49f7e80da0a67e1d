//! The network changed for another task, at little cost in weights.
//!
//! Takes the weights and the file that they were read from, gives other [`Weights`]: to each matrix a product of two thin
//! ones is added (Hu et al. 2021, "LoRA: Low-Rank Adaptation of Large Language Models"), and the sum made 8-bit numbers again.

use super::kernel::Linear;
use super::weights::{CHANGES, Layer, Matrix, Tensors, Weights, WeightsError, sizes, wrong};
use safetensors::tensor::Dtype;
use std::sync::Arc;

impl Weights {
    /// The same network changed for another task, by what the file that it was read from holds under a name: of each matrix a
    /// change of low rank, the norms anew, and heads of its own. The table of pieces is shared.
    pub fn changed(&self, file: &[u8], name: &str) -> Result<Weights, WeightsError> {
        let mut tensors = Tensors::of(file)?;
        let layers = (0..self.layers.len())
            .map(|layer| tensors.changed_layer(layer, name, self.layers[layer].up.outputs(), self.width()))
            .collect::<Result<_, _>>()?;
        let own = format!("{CHANGES}{name}.");
        tensors.all = tensors
            .all
            .into_iter()
            .filter_map(|(name, tensor)| Some((name.strip_prefix(&own)?.to_owned(), tensor)))
            .collect();
        Ok(Weights {
            attention_heads: self.attention_heads,
            embedding: Arc::clone(&self.embedding),
            layers,
            heads: tensors.rest()?,
        })
    }
}

impl Tensors<'_> {
    fn changed_layer(
        &mut self,
        layer: usize,
        change: &str,
        inner: usize,
        width: usize,
    ) -> Result<Layer, WeightsError> {
        let name = |part: &str| format!("layer.{layer}.{part}");
        let changed = |part: &str| format!("{CHANGES}{change}.layer.{layer}.{part}");
        let mut linear =
            |part: &str, outputs, inputs| self.changed_linear(&name(part), &changed(part), outputs, inputs);
        let query_key_value = linear("qkv", 3 * width, width)?;
        let (out, up, down) = (
            linear("out", width, width)?,
            linear("up", inner, width)?,
            linear("down", width, inner)?,
        );
        Ok(Layer {
            query_key_value,
            out,
            norm1: self.norm(&changed("norm1"), width)?,
            up,
            down,
            norm2: self.norm(&changed("norm2"), width)?,
        })
    }

    /// A matrix and the product of two thin ones, in 8 bits again.
    fn changed_linear(
        &mut self,
        name: &str,
        change: &str,
        outputs: usize,
        inputs: usize,
    ) -> Result<Linear, WeightsError> {
        let base = self.eight_bits(name, [Some(outputs), Some(inputs)])?;
        let into = self.eight_bits(&format!("{change}.a"), [None, Some(inputs)])?;
        let out = self.eight_bits(&format!("{change}.b"), [Some(outputs), Some(into.rows)])?;
        let bias = self.floats(&format!("{name}.bias"), &[outputs])?;
        let (mut weights, mut scales) = (Vec::with_capacity(outputs * inputs), Vec::with_capacity(outputs));
        let mut row = vec![0.0_f32; inputs];
        for (base, out) in base
            .values
            .chunks_exact(inputs)
            .zip(out.values.chunks_exact(into.rows))
        {
            row.copy_from_slice(base);
            for (factor, into) in out.iter().zip(into.values.chunks_exact(inputs)) {
                for (sum, into) in row.iter_mut().zip(into) {
                    *sum += factor * into;
                }
            }
            let most = row
                .iter()
                .fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
            let scale = most / f32::from(i8::MAX);
            weights.extend(row.iter().map(|value| (value / scale).round() as i8 as u8));
            scales.push(scale);
        }
        Ok(Linear::pack(&weights, inputs, scales, bias))
    }

    /// A matrix that is kept as 8-bit numbers with a scale for each row.
    fn eight_bits(&mut self, name: &str, shape: [Option<usize>; 2]) -> Result<Matrix, WeightsError> {
        let numbers = format!("{name}.q");
        let tensor = self.take(&numbers)?;
        let wanted = |size: Option<usize>| size.map_or("n".to_owned(), |size| size.to_string());
        let expected = || format!("i8 [{}, {}]", wanted(shape[0]), wanted(shape[1]));
        let [rows, columns] = sizes(&tensor, &numbers, &expected(), Dtype::I8)?;
        let fits = |size: Option<usize>, found| size.is_none_or(|size| size == found);
        if rows == 0 || columns == 0 || !fits(shape[0], rows) || !fits(shape[1], columns) {
            return Err(wrong(&numbers, expected(), &tensor));
        }
        let scales = self.floats(&format!("{name}.scale"), &[rows])?;
        let rows_of = tensor.data().chunks_exact(columns).zip(&scales);
        let values =
            rows_of.flat_map(|(row, scale)| row.iter().map(move |byte| f32::from(*byte as i8) * scale));
        Ok(Matrix {
            rows,
            columns,
            values: values.collect(),
        })
    }
}
