namespace Tact;

/// <summary>How long what people write may be, in characters. What is longer was pasted by mistake, and everybody's pages would carry it.</summary>
public static class Lengths
{
    /// <summary>A name, a step, a reason: one line.</summary>
    public const int Line = 400;

    /// <summary>A note, or their words.</summary>
    public const int Text = 20_000;

    /// <summary>A problem for each field that is too long.</summary>
    public static IEnumerable<Problem> Problems(int most, params (string Field, string? Text)[] fields) => fields
        .Where(field => field.Text?.Length > most)
        .Select(field => new Problem(field.Field, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"That is {field.Text!.Length:#,0} characters long; {most:#,0} are kept at most. Shorten it.")));
}
