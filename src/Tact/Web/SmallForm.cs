namespace Tact.Web;

/// <summary>A page with one form: a heading, its fields, one button.</summary>
public sealed record SmallForm
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems.</summary>
    public required FormState Form { get; init; }

    /// <summary>Where it is sent.</summary>
    public required string Action { get; init; }

    /// <summary>The heading.</summary>
    public required string Heading { get; init; }

    /// <summary>A sentence or two on what it does; null when the heading says it.</summary>
    public string? Intro { get; init; }

    /// <summary>The fields in order.</summary>
    public required IReadOnlyList<FieldModel> Fields { get; init; }

    /// <summary>What goes with the form unseen: name and value, a name as often as it has values.</summary>
    public IReadOnlyList<Choice> Hidden { get; init; } = [];

    /// <summary>Answers that are each a button and send the form; empty when one button does.</summary>
    public IReadOnlyList<AnswerButton> Answers { get; init; } = [];

    /// <summary>The words on the button.</summary>
    public string Button { get; init; } = "Save";
}

/// <summary>A button that answers the question of a form and sends it.</summary>
/// <param name="Field">Its name in the form.</param>
/// <param name="Value">What it sends.</param>
/// <param name="Words">What it says.</param>
/// <param name="Key">The single key that presses it.</param>
/// <param name="Small">What it does in a few words.</param>
/// <param name="Lines">What there is to know before pressing it.</param>
public sealed record AnswerButton(string Field, string Value, string Words, char Key, string Small, IReadOnlyList<string> Lines);

/// <summary>One field of a small form.</summary>
/// <param name="Name">Its name in the form.</param>
/// <param name="Label">Its label.</param>
/// <param name="Value">Its value.</param>
public sealed record FieldModel(string Name, string Label, string? Value = null)
{
    /// <summary>The HTML input type.</summary>
    public string Type { get; init; } = "text";

    /// <summary>What can be chosen; null when it is typed.</summary>
    public IReadOnlyList<Choice>? Options { get; init; }

    /// <summary>Lines of text; more than one makes a text area.</summary>
    public int Lines { get; init; } = 1;

    /// <summary>The longest text taken.</summary>
    public int Longest { get; init; } = 400;

    /// <summary>The earliest date, <c>yyyy-MM-dd</c>.</summary>
    public string? Least { get; init; }

    /// <summary>A hint below the field.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether it may be left empty.</summary>
    public bool Optional { get; init; }
}
