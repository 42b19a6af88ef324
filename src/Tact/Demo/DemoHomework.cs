using Tact.Accounts;
using Tact.Contacts;
using Tact.Homework;
using Tact.Storage;

namespace Tact.Demo;

/// <summary>A fact of the demonstration, so many days old.</summary>
internal sealed record DemoFact(string About, string Text, string? Source, int DaysOld, bool Assumption);

/// <summary>The homework of the demonstration: told through the same use cases, after the stories.</summary>
internal sealed record DemoHomework(List<DemoFact> Facts)
{
    /// <summary>Tells it, inside the demonstration's one transaction.</summary>
    public static void Tell(Session session, Workspace workspace, DemoHomework told)
    {
        foreach (var fact in told.Facts)
        {
            var (contact, company) = Meant(session, fact.About);
            DemoWorkspace.Must(KeepFact.In(session, workspace, OwnerOf(session, contact, company), contact, company, new FactInput(fact.Text, fact.Source, FactsOf.Today(workspace).PlusDays(-fact.DaysOld), fact.Assumption)));
        }
    }

    /// <summary>A person by address, or a company by name.</summary>
    private static (long? Contact, long? Company) Meant(Session session, string about) => about.Contains('@', StringComparison.Ordinal)
        ? (DemoWorkspace.Must(ResolveContact.From(session, about)), null)
        : (null, DemoWorkspace.Must(MeantCompany.From(session, about)));

    /// <summary>Whoever follows them up wrote it.</summary>
    private static Actor OwnerOf(Session session, long? contact, long? company) =>
        new(session.Scalar<long>("select owner_id from follow_ups where contact_id = @contact or company_id = @company order by id limit 1", new { contact = contact ?? 0, company = company ?? 0 }), "seller");
}
