namespace Tact;

/// <summary>What came of a use case. HTML, problem+json and the command line each have one adapter for it.</summary>
public abstract record Result<T>
{
    private Result()
    {
    }

    /// <summary>Done; here is what came of it.</summary>
    public sealed record Ok(T Value) : Result<T>;

    /// <summary>There is no such thing; <paramref name="What"/> says what was looked for.</summary>
    public sealed record NotFound(string What) : Result<T>;

    /// <summary>The input cannot be used; one problem per field, each saying what to do.</summary>
    public sealed record Invalid(IReadOnlyList<Problem> Problems) : Result<T>;

    /// <summary>Not allowed: why, by which rule (METHOD id or "role"), and until when if that is known.</summary>
    public sealed record Refused(string Why, string Rule, NodaTime.Instant? Until) : Result<T>;

    /// <summary>Somebody changed it meanwhile; <paramref name="What"/> says what changed.</summary>
    public sealed record Stale(string What) : Result<T>;

    /// <summary>Carries a value.</summary>
    public static implicit operator Result<T>(T value) => new Ok(value);

    /// <summary>Input with one problem.</summary>
    public static Result<T> Wrong(string field, string text) => new Invalid([new Problem(field, text)]);

    /// <summary>The next step of a use case, when this one went well.</summary>
    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next) => this switch
    {
        Ok ok => next(ok.Value),
        NotFound missing => new Result<TNext>.NotFound(missing.What),
        Invalid invalid => new Result<TNext>.Invalid(invalid.Problems),
        Refused refused => new Result<TNext>.Refused(refused.Why, refused.Rule, refused.Until),
        Stale stale => new Result<TNext>.Stale(stale.What),
        _ => throw new InvalidOperationException(),
    };
}

/// <summary>What is wrong with one field of the input, in the user's words, with what to do about it.</summary>
public sealed record Problem(string Field, string Text);
