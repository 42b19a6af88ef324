namespace Tact.Web;

/// <summary>One thing that can be chosen.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Words">What the reader sees.</param>
public sealed record Choice(string Value, string Words);
