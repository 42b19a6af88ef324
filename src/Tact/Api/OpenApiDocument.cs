using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Tact.Commands;

namespace Tact.Api;

/// <summary>How the API describes itself at <c>/api/v1/openapi.json</c>.</summary>
public static class OpenApiDocument
{
    private const string Bearer = "bearer";

    /// <summary>Registers the description.</summary>
    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Encoder = CommandLine.JsonFormat.Encoder;
            foreach (var converter in CommandLine.JsonFormat.Converters)
                options.SerializerOptions.Converters.Add(converter);
        });
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = route => route.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Tact", Version = "v1",
                    Description = "Follow-up for people who sell by relationship. Dates are yyyy-MM-dd, instants ISO 8601. Errors are application/problem+json; \"problems\" says what is wrong with each field, "
                        + "\"rule\" which rule refused, \"until\" the first instant at which it would be allowed.",
                };
                // wherever this server is reached, the paths hold
                document.Servers = [];
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token from one's account page, or from: tact token add EMAIL --name N" };
                document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                if (context.Description.HttpMethod == "POST")
                {
                    operation.Parameters ??= [];
                    operation.Parameters.Add(new OpenApiParameter
                    {
                        Name = Once.Header, In = ParameterLocation.Header, Description = "A key of your own: sent again with the same body, the request counts once and gets the same answer.",
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 }, Example = JsonValue.Create("5f1d9a52-call-to-ada"),
                    });
                }

                return Task.CompletedTask;
            });
        });
    }
}
