namespace Tact.Core.Library;

/// <summary>What a thing of value is (METHOD B5).</summary>
public enum AssetKind
{
    /// <summary>Something to read that somebody wrote.</summary>
    Article,

    /// <summary>Something we found out that helps them see their own situation.</summary>
    Insight,

    /// <summary>How somebody in their position did it.</summary>
    Case,

    /// <summary>An answer to a question people like them ask.</summary>
    Answer,

    /// <summary>Somebody worth knowing.</summary>
    Introduction,

    /// <summary>Something they may come to.</summary>
    Invitation,

    /// <summary>A card: thinking of you, get well, congratulations.</summary>
    Card,

    /// <summary>A small thing done for them.</summary>
    Favour,
}
