using Tact.Accounts;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>Adds a file to a draft, or takes it away again.</summary>
public static class AttachFile
{
    /// <summary>Files a message carries at most.</summary>
    public const int MostFiles = 20;

    /// <summary>Bytes of all files together; most servers refuse more.</summary>
    public const long MostBytes = 15 * 1024 * 1024;

    /// <summary>Adds it.</summary>
    public static Result<OutgoingFile> Run(Workspace workspace, Actor actor, long id, string name, string? type, byte[] content) => workspace.Data.Write(session => OutgoingRow.Find(session, actor, id).Then(row => In(session, row, name, type, content)));

    /// <summary>The same inside a transaction.</summary>
    public static Result<OutgoingFile> In(Session session, OutgoingRow row, string name, string? type, byte[] content)
    {
        if (row.State is not ("draft" or "stopped" or "failed"))
            return new Result<OutgoingFile>.Refused("It is released. Stop it first, then change it.", "state", null);
        var plain = Plain(name);
        if (content.Length == 0)
            return Result<OutgoingFile>.Wrong("file", $"{plain} is empty.");
        var (files, bytes) = session.One<(long, long)>("select count(*), coalesce(sum(size), 0) from outgoing_files where outgoing_id = @Id", new { row.Id });
        if (files >= MostFiles)
            return Result<OutgoingFile>.Wrong("file", $"A message carries at most {MostFiles} files.");
        if (bytes + content.Length > MostBytes)
            return Result<OutgoingFile>.Wrong("file", $"All files together may have {MostBytes / 1024 / 1024} MB; with {plain} it would be more. Send a link instead.");
        var kind = KindOf(type);
        var file = session.Insert("insert into outgoing_files (outgoing_id, name, type, size, content) values (@Id, @plain, @kind, @size, @content) returning id", new { row.Id, plain, kind, size = (long)content.Length, content });
        session.Execute("update outgoing set version = version + 1 where id = @Id", new { row.Id });
        return new OutgoingFile(file, plain, kind, content.Length);
    }

    /// <summary>Takes it away.</summary>
    public static Result<Discarded> Remove(Workspace workspace, Actor actor, long id, long file) => workspace.Data.Write(session => OutgoingRow.Find(session, actor, id).Then<Discarded>(row =>
    {
        if (row.State is not ("draft" or "stopped" or "failed"))
            return new Result<Discarded>.Refused("It is released. Stop it first, then change it.", "state", null);
        if (session.Execute("delete from outgoing_files where id = @file and outgoing_id = @id", new { file, id }) == 0)
            return new Result<Discarded>.NotFound("There is no such file.");
        session.Execute("update outgoing set version = version + 1 where id = @id", new { id });
        return new Discarded(file);
    }));

    /// <summary>The files of a message.</summary>
    public static List<OutgoingFile> Of(Session session, long id) => session.Query<OutgoingFile>("select id as Id, name as Name, type as Type, size as Size from outgoing_files where outgoing_id = @id order by id", new { id });

    /// <summary>The type somebody named; bytes when it is none.</summary>
    internal static string KindOf(string? type) =>
        type is { Length: > 0 and < 120 } && type.Contains('/', StringComparison.Ordinal) && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '+' or '.') ? type : "application/octet-stream";

    /// <summary>The name alone, without a path or anything a header could trip over.</summary>
    internal static string Plain(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format && c is not ('"' or '<' or '>' or ':' or '|' or '?' or '*'))).Trim();
        return clean.Length == 0 ? "file" : clean.Length > 120 ? clean[^120..] : clean;
    }
}
