System.Console.WriteLine("tact");
