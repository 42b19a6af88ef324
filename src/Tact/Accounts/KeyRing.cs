using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Tact.Accounts;

/// <summary>The keys that protect cookies and forms, kept with the data: they survive a restart, and every node of a team's server shares them.</summary>
public sealed class KeyRing(Workspace workspace) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. workspace.Data.Read(session => session.Query<string>("select xml from key_ring order by name")).Select(text => XElement.Parse(text))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => workspace.Data.Write(session => session.Execute(
        "insert into key_ring (name, xml) values (@name, @xml) on conflict (name) do update set xml = excluded.xml",
        new { name = friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) }));
}
