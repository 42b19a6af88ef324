using System.Globalization;
using Tact.Core;
using Tact.Storage;

namespace Tact.Library;

/// <summary>An asset named by its number where something is offered: its title is what was offered.</summary>
public static class GiveAsset
{
    /// <summary>The words of an offer, from its number or as they were typed; null when nothing is offered.</summary>
    public static Result<string?> Named(Session session, long? asset, string? offer)
    {
        if (asset is not { } id)
            return new Result<string?>.Ok(offer);
        if (session.Scalar<string>("select title from assets where id = @id", new { id }) is not { } title)
            return AssetRow.Missing<string?>(id.ToString(CultureInfo.InvariantCulture));
        return string.IsNullOrWhiteSpace(offer) || Folded.Text(offer) == Folded.Text(title) ? title
            : Result<string?>.Wrong("assetId", $"Asset {id} is \"{title}\", and the offer says \"{offer}\". Say one of them.");
    }
}
