using Tact.Mail.Mailboxes;
using Tact.Mail.Reading;

namespace Tact.Mail;

/// <summary>What mail needs in the server.</summary>
public static class MailFeature
{
    /// <summary>Registers the gateway, the connections and the reading in the background.</summary>
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton(_ => new MailGateway());
        services.AddSingleton(provider => new AccessTokens(provider.GetRequiredService<Workspace>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MailboxConnections>();
        services.AddSingleton<ReadMailbox>();
        services.AddSingleton<MailboxWork>();
        services.AddHostedService(provider => provider.GetRequiredService<MailboxWork>());
    }
}
