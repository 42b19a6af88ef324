namespace Tact.Storage;

/// <summary>A data folder has one server at a time; PostgreSQL serves many.</summary>
public static class ServerLock
{
    /// <summary>Takes the folder until disposed; the system lets go of it when the process ends. Throws <see cref="DataProblem"/> while another server has it.</summary>
    public static FileStream Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException held)
        {
            throw new DataProblem($"Another Tact server is running on the data folder {folder}. Use that one, stop it first, or choose another folder with --data.", held);
        }
    }
}
