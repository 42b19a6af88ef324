using Tact.Web;

namespace Tact.Accounts;

/// <summary>A page before or after being signed in: one short form on a quiet page.</summary>
public sealed record DoorModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems.</summary>
    public required FormState Form { get; init; }

    /// <summary>The heading.</summary>
    public required string Heading { get; init; }

    /// <summary>A sentence or two under it.</summary>
    public string? Intro { get; init; }

    /// <summary>Where it is sent.</summary>
    public required string Action { get; init; }

    /// <summary>What it carries unseen.</summary>
    public string? Ticket { get; init; }

    /// <summary>The fields in order.</summary>
    public required IReadOnlyList<DoorField> Fields { get; init; }

    /// <summary>The words on the button.</summary>
    public required string Button { get; init; }

    /// <summary>A line under the form.</summary>
    public string? Foot { get; init; }

    /// <summary>Other ways in: in a demonstration, the people one may be.</summary>
    public IReadOnlyList<Choice> Ways { get; init; } = [];
}

/// <summary>A field with what a password manager needs to know of it (HTML's autocomplete).</summary>
public sealed record DoorField(string Name, string Label, string Autocomplete, string Type = "text")
{
    /// <summary>What was typed before; never a password.</summary>
    public string? Value { get; init; }

    /// <summary>A hint below the field.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether it may be left empty.</summary>
    public bool Optional { get; init; }
}
