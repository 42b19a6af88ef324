using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Tact.Web;

namespace Tact.Accounts;

/// <summary>Who may enter, and the pages about accounts.</summary>
public static class AccountRoutes
{
    /// <summary>Routes for managers and admins: <c>.RequireAuthorization(AccountRoutes.Team)</c>.</summary>
    public const string Team = "team";

    /// <summary>Routes for admins: <c>.RequireAuthorization(AccountRoutes.Admin)</c>.</summary>
    public const string Admin = "admin";

    /// <summary>Registers sign-in. Every route is for signed-in people unless it says <c>AllowAnonymous</c>.</summary>
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<Sessions>();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<FirstRun>();
        services.AddSingleton<SignIn>();
        services.AddAuthentication(SignInScheme.Name).AddScheme<AuthenticationSchemeOptions, SignInScheme>(SignInScheme.Name, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Team, policy => policy.RequireRole("manager", "admin"))
            .AddPolicy(Admin, policy => policy.RequireRole("admin"));
        services.AddDataProtection().SetApplicationName("tact");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new KeyRing(provider.GetRequiredService<Workspace>())));
    }

    /// <summary>The pages.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").WithOwnForms();
        pages.MapDoor();
        pages.MapAccount();
        pages.MapUsers();
    }
}
