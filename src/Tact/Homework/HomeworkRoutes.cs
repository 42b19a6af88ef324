using Tact.Api;
using Tact.Commands;
using Tact.Core.Homework;
using Tact.Web;

namespace Tact.Homework;

/// <summary>An offering over REST; audiences that are left out stay as they are.</summary>
public sealed record OfferingBody(string Name, string Does, IReadOnlyList<AudienceInput>? Audiences = null);

/// <summary>A qualifier over REST; without a field it is a question the seller answers.</summary>
public sealed record QualifierBody(string Name, int Weight, string? Field = null, string? Condition = null, string? Value = null);

/// <summary>The answer to a qualifier: yes, no or unknown.</summary>
public sealed record FitBody(long Qualifier, string Answer);

/// <summary>A company for a focus list, one's own without an owner.</summary>
public sealed record FocusBody(string Company, string? Why = null, string? Owner = null);

/// <summary>A question over REST: about person or company; situations with commas, empty for all.</summary>
public sealed record QuestionBody(string Text, string? About = null, string? Situations = null);

/// <summary>What somebody answered; today when no day is named.</summary>
public sealed record AnswerBody(long Question, string Answer, string? On = null);

/// <summary>The part somebody plays in their company, and to whom they report; an empty text takes the chief away.</summary>
public sealed record PartBody(string? Part = null, string? ReportsTo = null);

/// <summary>What we sell, the ideal client and the focus list over REST.</summary>
public static class HomeworkRoutes
{
    /// <summary>The routes.</summary>
    public static void MapHomeworkApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Homework");
        api.MapFactsApi();
        api.MapGet("/offerings", (Visit visit) => Answer.Json<IReadOnlyList<Offering>>(new Result<IReadOnlyList<Offering>>.Ok(visit.Workspace.Data.Read(WhatWeSell.All)))).Gives<IReadOnlyList<Offering>>("What we sell, and what sets it apart for whom");
        api.Post<OfferingBody, Offering>("/offerings", "Adds something we sell (managers and admins)", (visit, body, workspace) => WhatWeSell.Save(workspace, visit.Actor, null, new OfferingInput(body.Name, body.Does, body.Audiences)));
        api.PatchOn<OfferingBody, Offering>("/offerings/{id:long}", "Changes it (managers and admins)", (visit, id, body, workspace) => WhatWeSell.Save(workspace, visit.Actor, id, new OfferingInput(body.Name, body.Does, body.Audiences)));
        api.PostOn<EmptyBody, Offering>("/offerings/{id:long}/retire", "Takes it off what is sold (managers and admins)", (visit, id, _, workspace) => WhatWeSell.Retire(workspace, visit.Actor, id));
        api.MapGet("/contacts/{contact}/offering", (Visit visit, string contact) => Answer.Json(WhatWeSell.For(visit.Workspace, contact))).Gives<WhatFitsThem>("What of it fits a person, by industry and role");
        api.MapGet("/ideal-client", (Visit visit) => Answer.Json<IReadOnlyList<QualifierShown>>(new Result<IReadOnlyList<QualifierShown>>.Ok(visit.Workspace.Data.Read(IdealClient.All)))).Gives<IReadOnlyList<QualifierShown>>("What an ideal client is like: weighted qualifiers");
        api.Post<QualifierBody, QualifierShown>("/ideal-client", "Adds a qualifier (managers and admins)", (visit, body, workspace) => IdealClient.Save(workspace, visit.Actor, null, Input(body)));
        api.PatchOn<QualifierBody, QualifierShown>("/ideal-client/{id:long}", "Changes one (managers and admins)", (visit, id, body, workspace) => IdealClient.Save(workspace, visit.Actor, id, Input(body)));
        api.PostOn<EmptyBody, QualifierShown>("/ideal-client/{id:long}/retire", "Takes one away (managers and admins)", (visit, id, _, workspace) => IdealClient.Retire(workspace, visit.Actor, id));
        api.MapGet("/companies/{id:long}/fit", (Visit visit, long id) => Answer.Json(CompanyFit.Run(visit.Workspace, $"{id}"))).Gives<FitShown>("How well a company fits, part by part; unknown is not no");
        api.PostOn<FitBody, FitShown>("/companies/{id:long}/fit", "Answers a qualifier that is a question: yes, no or unknown", (visit, id, body, workspace) => CompanyFit.Answer(workspace, visit.Actor, $"{id}", body.Qualifier, body.Answer));
        api.MapGet("/focus", (Visit visit, string? owner) => Answer.Json(FocusCompanies.List(visit.Workspace, visit.Actor, owner ?? visit.User.Email))).Gives<FocusShown>("The focus list of an owner, the best fit first");
        api.Post<FocusBody, FocusLine>("/focus", "Puts a company on a focus list; a full list is refused", (visit, body, workspace) => FocusCompanies.Add(workspace, visit.Actor, body.Owner ?? visit.User.Email, body.Company, body.Why));
        api.Post<FocusBody, FocusShown>("/focus/off", "Takes a company off, with the reason", (visit, body, workspace) => FocusCompanies.TakeOff(workspace, visit.Actor, body.Owner ?? visit.User.Email, body.Company, body.Why), 200);
        api.MapGet("/questions", (Visit visit) => Answer.Json<IReadOnlyList<Question>>(new Result<IReadOnlyList<Question>>.Ok(visit.Workspace.Data.Read(TeamQuestions.All)))).Gives<IReadOnlyList<Question>>("The team's questions");
        api.Post<QuestionBody, Question>("/questions", "Adds a question (managers and admins)", (visit, body, workspace) => TeamQuestions.Save(workspace, visit.Actor, null, new QuestionInput(body.Text, body.About, body.Situations)));
        api.PatchOn<QuestionBody, Question>("/questions/{id:long}", "Changes one (managers and admins)", (visit, id, body, workspace) => TeamQuestions.Save(workspace, visit.Actor, id, new QuestionInput(body.Text, body.About, body.Situations)));
        api.PostOn<EmptyBody, Question>("/questions/{id:long}/retire", "Takes one away; answers stay (managers and admins)", (visit, id, _, workspace) => TeamQuestions.Retire(workspace, visit.Actor, id));
        api.MapGet("/contacts/{contact}/answers", (Visit visit, string contact) => Answer.Json(TeamQuestions.Of(visit.Workspace, contact))).Gives<IReadOnlyList<AnsweredQuestion>>("The questions for a person and their company, with the newest answers");
        api.PostAbout<AnswerBody, AnsweredQuestion>("/contacts/{contact}/answers", "Keeps what somebody answered", (visit, contact, body, workspace) => TeamQuestions.Answer(workspace, visit.Actor, contact, body.Question, body.Answer, CommandLine.ReadDate(body.On, "on", visit.Today)));
        api.PostOn<EmptyBody, FactShown>("/answers/{id:long}/keep", "Keeps an answer as a fact", (visit, id, _, workspace) => TeamQuestions.KeepAsFact(workspace, visit.Actor, id));
        api.MapGet("/companies/{id:long}/people-map", (Visit visit, long id) => Answer.Json(PlacesOnTheMap.Run(visit.Workspace, $"{id}"))).Gives<PeopleMapShown>("Who plays which part in a company, from the top down");
        api.PostAbout<PartBody, MapPerson>("/contacts/{contact}/part", "Says which part somebody plays, and to whom they report", (visit, contact, body, workspace) => PlacesOnTheMap.Set(workspace, visit.Actor, contact, body.Part, body.ReportsTo));
    }

    private static QualifierInput Input(QualifierBody body) => new(body.Name, body.Weight, body.Field, body.Condition, body.Value);
}
