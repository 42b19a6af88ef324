global using Microsoft.Playwright;
global using Shouldly;
global using Tact.BrowserTests.Support;
global using Xunit;
