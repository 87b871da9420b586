using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>What is wrong with a condition, as the rest of a sentence that begins with where it stands.</summary>
internal sealed class ConditionException(string message) : Exception(message);

/// <summary>
/// Reads <c>lr_backbone &lt;= lr</c>, <c>optimizer == sgd and not (lr &gt; 0.1 or batch_size in [1, 2])</c>. A word is a hyper-parameter of the sweep, else one with its
/// default, else a value that the other side may have.
/// </summary>
internal sealed class ConditionText
{
    private static readonly ImmutableDictionary<string, Comparison> Comparisons = new Dictionary<string, Comparison>(StringComparer.Ordinal)
    {
        ["=="] = Comparison.Equal,
        ["="] = Comparison.Equal,
        ["!="] = Comparison.NotEqual,
        ["<"] = Comparison.Less,
        ["<="] = Comparison.AtMost,
        [">"] = Comparison.Greater,
        [">="] = Comparison.AtLeast,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private readonly ConditionTokens _tokens;
    private readonly ConditionNames _names;

    private ConditionText(string text, ConditionNames names) => (_tokens, _names) = (new ConditionTokens(text), names);

    /// <exception cref="ConditionException">It is no condition, or speaks of what is not there.</exception>
    public static Condition Read(string text, ConditionNames names)
    {
        var reader = new ConditionText(text, names);
        var condition = reader.Either();
        return reader._tokens.Next is null ? condition : throw new ConditionException($"cannot be read from {reader._tokens.Next} on");
    }

    private Condition Either()
    {
        var parts = ImmutableArray.Create(Both());
        while (_tokens.Take("or"))
        {
            parts = parts.Add(Both());
        }

        return parts is [var one] ? one : new Condition.Any(parts);
    }

    private Condition Both()
    {
        var parts = ImmutableArray.Create(One());
        while (_tokens.Take("and"))
        {
            parts = parts.Add(One());
        }

        return parts is [var one] ? one : new Condition.All(parts);
    }

    private Condition One()
    {
        if (_tokens.Take("not"))
        {
            return new Condition.Not(One());
        }

        // A parenthesis may begin a condition or a sum: the condition is tried first.
        var place = _tokens.Place;
        if (_tokens.Take("("))
        {
            try
            {
                var inner = Either();
                _tokens.Expect(")");
                return inner;
            }
            catch (ConditionException e)
            {
                _tokens.Place = place;
                return Compared(e);
            }
        }

        return Compared();
    }

    /// <param name="other">What is wrong with it when it is no sum either.</param>
    private Condition Compared(ConditionException other)
    {
        try
        {
            return Compared();
        }
        catch (ConditionException)
        {
            throw other;
        }
    }

    private Condition Compared()
    {
        var left = Sum();
        if (_tokens.Take("in"))
        {
            return OneOf(left);
        }

        var sign = _tokens.Next ?? throw new ConditionException("needs a comparison, such as lr_backbone <= lr");
        if (!Comparisons.TryGetValue(sign, out var comparison))
        {
            throw new ConditionException($"needs a comparison where {sign} is: {string.Join(", ", Comparisons.Keys.Order(StringComparer.Ordinal))} or in");
        }

        _tokens.Take(sign);
        return _names.Compare(left, comparison, Sum());
    }

    private Condition.OneOf OneOf(Word left)
    {
        _tokens.Expect("[");
        var values = ImmutableArray.CreateBuilder<HyperParameterValue>();
        do
        {
            values.Add(_names.ValueFor(left, Sum()));
        }
        while (_tokens.Take(","));
        _tokens.Expect("]");
        return new Condition.OneOf(left.Text, values.ToImmutable());
    }

    private Word Sum() => Chain(Product, ("+", Arithmetic.Plus), ("-", Arithmetic.Minus));

    private Word Product() => Chain(Single, ("*", Arithmetic.Times), ("/", Arithmetic.Over));

    private Word Chain(Func<Word> part, params (string Sign, Arithmetic Operation)[] signs)
    {
        var left = part();
        while (signs.FirstOrDefault(known => _tokens.Take(known.Sign)) is { Sign: not null } sign)
        {
            left = new Word(null, new Term.Calculated(_names.NumberOf(left), sign.Operation, _names.NumberOf(part())));
        }

        return left;
    }

    private Word Single()
    {
        if (_tokens.Take("("))
        {
            var inner = Sum();
            _tokens.Expect(")");
            return inner;
        }

        return _tokens.TakeWord() is { } word ? new Word(word, null) : throw new ConditionException(_tokens.Next is { } next ? $"needs a name or a value where {next} is" : "ends too early");
    }

    /// <summary>A word whose meaning depends on what it is compared with, or a term that was calculated.</summary>
    internal sealed record Word(string? Written, Term? Term)
    {
        public string Text => Written ?? throw new ConditionException("in needs the name of a hyper-parameter before it");
    }
}

/// <summary>The words and signs of a condition.</summary>
internal sealed class ConditionTokens
{
    private static readonly string[] Signs = ["==", "!=", "<=", ">=", "<", ">", "=", "(", ")", "[", "]", ",", "+", "-", "*", "/"];
    private readonly List<(string Text, bool IsWord)> _all = [];

    public ConditionTokens(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            i += char.IsWhiteSpace(text[i]) ? 1 : Add(text[i..]);
        }
    }

    public int Place { get; set; }

    public string? Next => Place < _all.Count ? _all[Place].Text : null;

    public bool Take(string sign)
    {
        var fits = Place < _all.Count && string.Equals(_all[Place].Text, sign, StringComparison.Ordinal);
        Place += fits ? 1 : 0;
        return fits;
    }

    public void Expect(string sign)
    {
        if (!Take(sign))
        {
            throw new ConditionException($"needs {sign} {(Next is { } next ? $"where {next} is" : "at its end")}");
        }
    }

    public string? TakeWord() => Place < _all.Count && _all[Place].IsWord ? _all[Place++].Text : null;

    /// <summary>Returns the length of what was added.</summary>
    private int Add(string rest)
    {
        if (rest[0] is '"' or '\'' && rest.IndexOf(rest[0], 1) is var end and > 0)
        {
            _all.Add((rest[1..end], true));
            return end + 1;
        }

        // The minus of 1e-5 and of -3 belongs to the number.
        var number = NumberLength(rest);
        var sign = number > 0 ? null : Signs.FirstOrDefault(known => rest.StartsWith(known, StringComparison.Ordinal));
        var length = number > 0 ? number : sign?.Length ?? Math.Max(1, rest.TakeWhile(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' or '-').Count());
        _all.Add((rest[..length], sign is null));
        return length;
    }

    private int NumberLength(string rest)
    {
        var mayBeNegative = _all.Count == 0 || (!_all[^1].IsWord && _all[^1].Text is not (")" or "]"));
        if (!(char.IsAsciiDigit(rest[0]) || rest[0] == '.' || (rest[0] == '-' && mayBeNegative)))
        {
            return 0;
        }

        var most = 1 + rest.Skip(1).TakeWhile((letter, i) => char.IsAsciiDigit(letter) || letter is '.' or 'e' or 'E' || (letter is '-' or '+' && rest[i] is 'e' or 'E')).Count();
        return double.TryParse(rest[..most], NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? most : 0;
    }
}
