using Tact.Accounts;
using Tact.Contacts;
using Tact.Homework;
using Tact.Storage;

namespace Tact.Demo;

/// <summary>A fact of the demonstration, so many days old.</summary>
internal sealed record DemoFact(string About, string Text, string? Source, int DaysOld, bool Assumption);

/// <summary>The industry of a company of the demonstration.</summary>
internal sealed record DemoIndustry(string Company, string Industry);

/// <summary>The answer to a qualifier, by its name.</summary>
internal sealed record DemoFit(string Company, string Qualifier, string Answer);

/// <summary>A company on somebody's focus list.</summary>
internal sealed record DemoFocus(string Owner, string Company, string Why);

/// <summary>What somebody answered so many days ago; some answers are kept as facts.</summary>
internal sealed record DemoAnswer(string Contact, string Question, string Answer, int DaysAgo, bool Keep);

/// <summary>The part somebody plays, and to whom they report.</summary>
internal sealed record DemoPart(string Contact, string Part, string? ReportsTo);

/// <summary>The homework of the demonstration: told through the same use cases, after the stories.</summary>
internal sealed record DemoHomework(List<DemoFact> Facts, List<DemoIndustry> Industries, List<OfferingInput> Offerings, List<QualifierInput> Qualifiers, List<DemoFit> Fit, List<DemoFocus> Focus, List<DemoAnswer> Answers, List<DemoPart> Parts)
{
    /// <summary>Tells it, inside the demonstration's one transaction.</summary>
    public static void Tell(Session session, Workspace workspace, DemoHomework told)
    {
        TellFit(session, workspace, told);
        TellTalks(session, workspace, told);
        foreach (var fact in told.Facts)
        {
            var (contact, company) = Meant(session, fact.About);
            DemoWorkspace.Must(KeepFact.In(session, workspace, OwnerOf(session, contact, company), contact, company, new FactInput(fact.Text, fact.Source, FactsOf.Today(workspace).PlusDays(-fact.DaysOld), fact.Assumption)));
        }
    }

    private static void TellTalks(Session session, Workspace workspace, DemoHomework told)
    {
        var questions = TeamQuestions.All(session).ToDictionary(one => one.Text, one => one.Id);
        foreach (var said in told.Answers)
        {
            var contact = DemoWorkspace.Must(ResolveContact.From(session, said.Contact));
            var actor = OwnerOf(session, contact, null);
            var answer = DemoWorkspace.Must(TeamQuestions.In(session, workspace, actor, contact, questions[said.Question], said.Answer, FactsOf.Today(workspace).PlusDays(-said.DaysAgo))).Answer!;
            if (said.Keep)
                DemoWorkspace.Must(TeamQuestions.KeepIn(session, workspace, actor, answer.Id));
        }

        foreach (var place in told.Parts)
        {
            var contact = DemoWorkspace.Must(ResolveContact.From(session, place.Contact));
            var chief = place.ReportsTo is { } to ? DemoWorkspace.Must(ResolveContact.From(session, to)) : (long?)null;
            DemoWorkspace.Must(PlacesOnTheMap.In(session, workspace, OwnerOf(session, contact, null), contact, place.Part, chief is null ? PlacesOnTheMap.Chief.Kept : PlacesOnTheMap.Chief.Named, chief ?? 0));
        }
    }

    private static void TellFit(Session session, Workspace workspace, DemoHomework told)
    {
        foreach (var one in told.Industries)
            session.Execute("update companies set industry = @Industry where name = @Company", new { one.Industry, one.Company });
        var manager = new Actor(session.Scalar<long>("select min(id) from users where role = 'manager'"), "manager");
        foreach (var offering in told.Offerings)
            DemoWorkspace.Must(WhatWeSell.In(session, workspace, manager, null, offering));
        var qualifiers = told.Qualifiers.ConvertAll(one => DemoWorkspace.Must(IdealClient.In(session, workspace, manager, null, one)));
        foreach (var fit in told.Fit)
            DemoWorkspace.Must(CompanyFit.In(session, workspace, manager, DemoWorkspace.Must(MeantCompany.From(session, fit.Company)), qualifiers.Find(one => one.Name == fit.Qualifier)!.Id, fit.Answer));
        foreach (var focus in told.Focus)
            DemoWorkspace.Must(FocusCompanies.In(session, workspace, manager, DemoWorkspace.Must(Actor.Find(session, $"{focus.Owner}@demo.example", "owner")), DemoWorkspace.Must(MeantCompany.From(session, focus.Company)), focus.Why));
    }

    /// <summary>A person by address, or a company by name.</summary>
    private static (long? Contact, long? Company) Meant(Session session, string about) => about.Contains('@', StringComparison.Ordinal)
        ? (DemoWorkspace.Must(ResolveContact.From(session, about)), null)
        : (null, DemoWorkspace.Must(MeantCompany.From(session, about)));

    /// <summary>Whoever follows them up wrote it.</summary>
    private static Actor OwnerOf(Session session, long? contact, long? company) =>
        new(session.Scalar<long>("select owner_id from follow_ups where contact_id = @contact or company_id = @company order by id limit 1", new { contact = contact ?? 0, company = company ?? 0 }), "seller");
}
