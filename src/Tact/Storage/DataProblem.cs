namespace Tact.Storage;

/// <summary>The data cannot be used as asked: its message says what is wrong and what to do, in the user's words.</summary>
public sealed class DataProblem(string message, Exception? cause = null) : Exception(message, cause);
