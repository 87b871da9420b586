using TubeDetr.Model.Text;

namespace TubeDetr.Model.Tests.Text;

public sealed class RobertaConfigTests
{
    [Fact]
    public void Parse_ConfigOfRobertaBase_IsTheDefault() => Assert.Equal(new RobertaConfig(), RobertaConfig.Parse("""
        {"architectures": ["RobertaForMaskedLM"], "attention_probs_dropout_prob": 0.1, "bos_token_id": 0, "eos_token_id": 2, "hidden_act": "gelu",
         "hidden_dropout_prob": 0.1, "hidden_size": 768, "initializer_range": 0.02, "intermediate_size": 3072, "layer_norm_eps": 1e-05,
         "max_position_embeddings": 514, "model_type": "roberta", "num_attention_heads": 12, "num_hidden_layers": 12, "pad_token_id": 1,
         "type_vocab_size": 1, "vocab_size": 50265}
        """));

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"model_type": "bert"}""", "'bert'")]
    [InlineData("""{"hidden_act": "relu"}""", "'relu'")]
    [InlineData("""{"vocab_size": "many"}""", "vocab_size")]
    [InlineData("""{"hidden_size": 10}""", "multiple")]
    [InlineData("""{"pad_token_id": 600}""", "pad_token_id")]
    [InlineData("""{"hidden_dropout_prob": 1.5}""", "dropouts")]
    public void Parse_WhatIsNotARoberta_SaysWhy(string json, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => RobertaConfig.Parse(json)).Message, StringComparison.Ordinal);
}
