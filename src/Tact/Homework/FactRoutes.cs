using Tact.Api;
using Tact.Commands;
using Tact.Web;

namespace Tact.Homework;

/// <summary>A fact over REST; learned today when no day is named.</summary>
public sealed record FactBody(string Text, string? Source = null, string? LearnedOn = null, bool? Assumption = null);

/// <summary>That a fact still holds; with a source from there, with <paramref name="Known"/> no longer as an assumption.</summary>
public sealed record ConfirmFactBody(string? Source = null, bool? Known = null);

/// <summary>That a fact does not hold, and why.</summary>
public sealed record WithdrawFactBody(string Why);

/// <summary>What a team chooses for its homework; what is left out stays.</summary>
public sealed record HomeworkSettingsBody(int? FactDays = null, int? FocusLimit = null);

/// <summary>Facts over REST.</summary>
public static class FactRoutes
{
    /// <summary>The routes.</summary>
    public static void MapFactsApi(this IEndpointRouteBuilder facts)
    {
        facts.MapGet("/contacts/{contact}/facts", (Visit visit, string contact) => Answer.Json(FactsOf.List(visit.Workspace, contact))).Gives<FactsListed>("What is known about a person and their company, withdrawn facts last");
        facts.PostAbout<FactBody, FactShown>("/contacts/{contact}/facts", "Keeps a fact about a person, with its source", (visit, contact, body, workspace) => KeepFact.Run(workspace, visit.Actor, contact, Input(visit, body)));
        facts.MapGet("/companies/{id:long}/facts", (Visit visit, long id) => Answer.Json(FactsOf.ListCompany(visit.Workspace, $"{id}"))).Gives<FactsListed>("What is known about a company");
        facts.PostOn<FactBody, FactShown>("/companies/{id:long}/facts", "Keeps a fact about a company", (visit, id, body, workspace) => KeepFact.AboutCompany(workspace, visit.Actor, $"{id}", Input(visit, body)));
        facts.PostOn<ConfirmFactBody, FactShown>("/facts/{id:long}/confirm", "Confirms a fact as of today; the earlier day stays as history", (visit, id, body, workspace) => KeepFact.Confirm(workspace, visit.Actor, id, body.Source, body.Known == true));
        facts.PostOn<WithdrawFactBody, FactShown>("/facts/{id:long}/withdraw", "Takes a fact back, with the reason", (visit, id, body, workspace) => KeepFact.Withdraw(workspace, visit.Actor, id, body.Why));
        facts.MapGet("/homework/settings", (Visit visit) => Answer.Json<HomeworkChosen>(visit.Workspace.Data.Read(HomeworkSettings.Of))).Gives<HomeworkChosen>("When facts are stale, and how many companies a focus list holds");
        facts.Post<HomeworkSettingsBody, HomeworkChosen>("/homework/settings", "Chooses them for the team (managers and admins)", (visit, body, workspace) => HomeworkSettings.Set(workspace, visit.Actor, body.FactDays, body.FocusLimit), 200);
    }

    private static FactInput Input(Visit visit, FactBody body) => new(body.Text, body.Source, CommandLine.ReadDate(body.LearnedOn, "learnedOn", visit.Today), body.Assumption == true);
}
