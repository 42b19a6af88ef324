using Tact.Web;

namespace Tact.Brief;

/// <summary>The page of a brief.</summary>
/// <param name="Frame">What the layout shows around it.</param>
/// <param name="Brief">The brief.</param>
/// <param name="Back">Where the reader came from.</param>
/// <param name="Record">Where what happens is recorded; null when nobody follows them up.</param>
public sealed record BriefModel(PageFrame Frame, BriefShown Brief, string Back, string? Record);
