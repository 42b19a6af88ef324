namespace Tact.Contacts;

/// <summary>What people are: client, prospect, partner; one can be several (METHOD C3).</summary>
public static class Tags
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = ["client", "prospect", "partner"];

    /// <summary>Tags as kept: known ones, once each, in order, with commas.</summary>
    public static string Normal(string? tags) => string.IsNullOrEmpty(tags) || All.Contains(tags) ? tags ?? "" : string.Join(',', All.Where(tag => Split(tags).Contains(tag)));

    /// <summary>What is no tag.</summary>
    public static List<string> Unknown(string? tags) => [.. Split(tags).Where(tag => !All.Contains(tag))];

    private static IEnumerable<string> Split(string? tags) =>
        (tags ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(tag => tag.ToLowerInvariant());
}
