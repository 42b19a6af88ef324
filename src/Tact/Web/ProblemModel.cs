namespace Tact.Web;

/// <summary>What could not be done, for the reader.</summary>
public sealed record ProblemModel(PageFrame Frame, string Heading, string Text, string Address = "/today", string Words = "Go to Today", string? Reference = null)
{
    /// <summary>Nothing is there, or it is not the reader's to see.</summary>
    public static ProblemModel NotFound(Viewer? viewer) => new(
        new() { Title = "Not found", Viewer = viewer },
        "Nothing here",
        "This address leads nowhere, or what it named has been moved, merged or removed.");

    /// <summary>The reader's role does not reach this far.</summary>
    public static ProblemModel NotAllowed(Viewer? viewer) => new(
        new() { Title = "Not yours to open", Viewer = viewer },
        "Not yours to open",
        "Your role does not include this page. A manager or admin can help.");

    /// <summary>It belongs to somebody else; <paramref name="text"/> says to whom and whom to ask.</summary>
    public static ProblemModel NotYours(Viewer? viewer, string text) => new(new() { Title = "Not yours to change", Viewer = viewer }, "Not yours to change", text);

    /// <summary>More was sent than one form holds.</summary>
    public static ProblemModel TooLarge(Viewer? viewer) => new(
        new() { Title = "Too large", Viewer = viewer },
        "That is too large",
        "One form holds a megabyte, and an import two gigabytes. Nothing was saved. Go back, send less, and import long lists as a file.");

    /// <summary>Something broke on our side.</summary>
    public static ProblemModel Broken(Viewer? viewer, string reference) => new(
        new() { Title = "Something broke", Viewer = viewer },
        "Something broke on our side",
        "What you sent may not have been saved. Look at Today before you send it again.",
        Reference: reference);

    /// <summary>The data cannot be used just now; <paramref name="text"/> says what is wrong and what to do.</summary>
    public static ProblemModel DataTrouble(Viewer? viewer, string text) => new(new() { Title = "The data cannot be used", Viewer = viewer }, "The data cannot be used just now", text);

    /// <summary>The form was too old, or sent from elsewhere.</summary>
    public static ProblemModel Expired(Viewer? viewer) => new(
        new() { Title = "Please send it again", Viewer = viewer },
        "Please send it again",
        "The form was open for too long or came from another sign-in, so nothing was saved. Go back, reload, and send it again.");
}
