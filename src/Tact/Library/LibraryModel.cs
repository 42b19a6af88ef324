using Tact.Web;

namespace Tact.Library;

/// <summary>The library's list.</summary>
/// <param name="Frame">What the layout shows around it.</param>
/// <param name="Typed">The filter as it was sent.</param>
/// <param name="Assets">The page.</param>
/// <param name="More">Where the next page is; null on the last.</param>
/// <param name="Problem">What is wrong with the filter; null when nothing is.</param>
public sealed record LibraryModel(PageFrame Frame, AssetFilter Typed, IReadOnlyList<AssetShown> Assets, string? More, string? Problem);

/// <summary>One asset.</summary>
/// <param name="Frame">What the layout shows around it.</param>
/// <param name="Form">Hidden fields.</param>
/// <param name="Asset">The asset.</param>
/// <param name="KindFor">For which stalls it is kind, in words.</param>
/// <param name="Given">The people it was given to last, as far as whoever looks may see them.</param>
/// <param name="Personal">It is given for illness or family: who has it is for the giver and the owner.</param>
public sealed record AssetModel(PageFrame Frame, FormState Form, AssetShown Asset, IReadOnlyList<string> KindFor, IReadOnlyList<GivenTo> Given, bool Personal);

/// <summary>Somebody who has it.</summary>
/// <param name="Contact">The person.</param>
/// <param name="Name">Their name.</param>
/// <param name="On">When they got it.</param>
/// <param name="Answered">When they were next in touch with us; null when they were not yet.</param>
public sealed record GivenTo(long Contact, string Name, string On, string? Answered);

/// <summary>The form of an asset.</summary>
/// <param name="Frame">What the layout shows around it.</param>
/// <param name="Form">Hidden fields and problems.</param>
/// <param name="Id">Which one; null for a new one.</param>
/// <param name="Values">The fields as they are shown.</param>
/// <param name="Stalls">The stall reasons, those chosen marked.</param>
/// <param name="File">The file it has; null for none.</param>
public sealed record AssetFormModel(PageFrame Frame, FormState Form, long? Id, IReadOnlyDictionary<string, string> Values, IReadOnlyList<(string Value, string Words, bool Chosen)> Stalls, AssetFile? File);

/// <summary>Bringing in a file.</summary>
/// <param name="Frame">What the layout shows around it.</param>
/// <param name="Form">Hidden fields and the problem with the file as a whole.</param>
/// <param name="Wrong">What is wrong, row by row.</param>
public sealed record ImportAssetsModel(PageFrame Frame, FormState Form, IReadOnlyList<Problem> Wrong);
