"""Makes tests/fixtures/tagger/tiny.safetensors and tiny.expected.json: a small random encoder, and what BERT makes of it.

    python training/tiny_fixture.py

The file has the tensors of the real weights (8-bit numbers with a scale for each output). The expected rows come from
the BERT of `transformers` with those weights as f32: an implementation that shares nothing with ours.
Made with torch 2.15.0, transformers 5.24.0, safetensors 0.8.0.
"""

import json
import pathlib

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

PIECES, WIDTH, INNER, LAYERS, HEADS, POSITIONS = 200, 64, 128, 2, 4, 64
FOLDER = pathlib.Path(__file__).parent.parent / "tests/fixtures/tagger"


def quantise(weights):
    """8-bit numbers with a scale for each row, and the matrix that they stand for."""
    scale = (weights.abs().amax(1) / 127).clamp(min=1e-12)
    q = (weights / scale[:, None]).round().clamp(-127, 127).to(torch.int8)
    return q, scale, q.float() * scale[:, None]


def main():
    torch.manual_seed(20)
    config = BertConfig(
        vocab_size=PIECES, hidden_size=WIDTH, intermediate_size=INNER, num_hidden_layers=LAYERS,
        num_attention_heads=HEADS, max_position_embeddings=POSITIONS, hidden_act="gelu", layer_norm_eps=1e-12,
    )
    model = BertModel(config, add_pooling_layer=False).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn_like(parameter)
            if "LayerNorm.weight" in name:
                parameter.copy_(1 + 0.2 * noise)
            elif "bias" in name:
                parameter.copy_(0.2 * noise)
            else:
                parameter.copy_(noise * (0.5 if "embeddings" in name else 1.5 / parameter.shape[1] ** 0.5))
        tensors = {}

        def linear(name, *parts):
            rows = torch.cat([part.weight for part in parts])
            q, scale, value = quantise(rows)
            for part, weights in zip(parts, value.chunk(len(parts))):
                part.weight.copy_(weights)
            tensors[f"{name}.q"], tensors[f"{name}.scale"] = q, scale
            tensors[f"{name}.bias"] = torch.cat([part.bias for part in parts])

        def norm(name, part):
            tensors[f"{name}.weight"], tensors[f"{name}.bias"] = part.weight, part.bias

        embeddings = model.embeddings
        q, scale, value = quantise(embeddings.word_embeddings.weight)
        embeddings.word_embeddings.weight.copy_(value)
        tensors["embed.word.q"], tensors["embed.word.scale"] = q, scale
        types = embeddings.token_type_embeddings.weight[0]
        tensors["embed.position"] = embeddings.position_embeddings.weight + types
        tensors["embed.case"] = case_table = 0.5 * torch.randn(5, WIDTH)
        tensors["embed.quote"] = quote_table = 0.5 * torch.randn(4, WIDTH)
        norm("embed.norm", embeddings.LayerNorm)
        for index, layer in enumerate(model.encoder.layer):
            attention = layer.attention
            linear(f"layer.{index}.qkv", attention.self.query, attention.self.key, attention.self.value)
            linear(f"layer.{index}.out", attention.output.dense)
            norm(f"layer.{index}.norm1", attention.output.LayerNorm)
            linear(f"layer.{index}.up", layer.intermediate.dense)
            linear(f"layer.{index}.down", layer.output.dense)
            norm(f"layer.{index}.norm2", layer.output.LayerNorm)
        tensors["head.tags.weight"] = torch.randn(7, WIDTH)
        tensors["head.tags.bias"] = torch.randn(7)

        cases = []
        for pieces in (1, 2, 7, 16, 33, 64):
            ids = torch.randint(PIECES, (pieces,))
            case = torch.randint(5, (pieces,))
            quote = torch.randint(4, (pieces,))
            words = embeddings.word_embeddings(ids) + case_table[case] + quote_table[quote]
            rows = model(inputs_embeds=words[None]).last_hidden_state[0]
            cases.append({
                "ids": ids.tolist(), "cases": case.tolist(), "quotes": quote.tolist(),
                "rows": [[round(number, 4) for number in row] for row in rows.tolist()],
            })
    FOLDER.mkdir(parents=True, exist_ok=True)
    tensors = {name: tensor.detach().contiguous().clone() for name, tensor in tensors.items()}
    metadata = {"layers": str(LAYERS), "heads": str(HEADS)}
    save_file(tensors, FOLDER / "tiny.safetensors", metadata)
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (FOLDER / "tiny.expected.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
