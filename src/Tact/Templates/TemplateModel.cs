using Microsoft.AspNetCore.Components;
using Tact.Core.Messages;
using Tact.Web;

namespace Tact.Templates;

/// <summary>The list of templates.</summary>
public sealed record TemplatesModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The kinds that can be shown, each with how many there are.</summary>
    public required IReadOnlyList<(Choice Link, int Count, bool Current)> Kinds { get; init; }

    /// <summary>Those that are shown, by kind.</summary>
    public required IReadOnlyList<(string Kind, IReadOnlyList<TemplateShown> Templates)> Groups { get; init; }

    /// <summary>The person it is for, as the address names them; null for nobody in particular.</summary>
    public string? For { get; init; }

    /// <summary>Their name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the reader may set the way out.</summary>
    public required bool SetsUp { get; init; }
}

/// <summary>One template: as somebody would get it, and the form that changes it.</summary>
public sealed record TemplateModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems.</summary>
    public required FormState Form { get; init; }

    /// <summary>Where the form goes.</summary>
    public required string Action { get; init; }

    /// <summary>The fields of the form.</summary>
    public required TemplateInput Input { get; init; }

    /// <summary>The preview; null for a new one.</summary>
    public TemplatePreview? Preview { get; init; }

    /// <summary>For whom it was asked to be shown, as typed.</summary>
    public string? For { get; init; }

    /// <summary>What was wrong with that.</summary>
    public string? WrongFor { get; init; }

    /// <summary>Where a message to them with this template begins; null where it is no message or nobody is chosen.</summary>
    public string? WriteAddress { get; init; }

    /// <summary>Where these words are rehearsed; null for what is not spoken.</summary>
    public string? RehearseAddress { get; init; }

    /// <summary>Whether the reader may change it.</summary>
    public bool MayChange { get; init; } = true;

    /// <summary>The subject with its blanks marked.</summary>
    public MarkupString Subject { get; init; }

    /// <summary>The text with its blanks marked.</summary>
    public MarkupString Marked { get; init; }
}
