using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class PageAddressTests
{
    [Fact]
    public void HasMoved_WhatThePageWroteItself_ComesBackLateAndTellsNothing()
    {
        var browser = new LateNavigation();
        var address = new PageAddress(browser);

        address.Write("?hide=1");
        Assert.False(address.HasMoved());
        address.Write("?hide=1,2");
        address.Write("?hide=1,2");
        browser.Arrive();
        Assert.False(address.HasMoved());
        browser.Arrive();
        Assert.False(address.HasMoved());
        Assert.Equal("http://grid/sweeps/s1?hide=1,2", browser.Uri);
        Assert.Equal(0, browser.Underway);
    }

    [Fact]
    public void HasMoved_SomebodyElseChangedTheAddress_IsTrueOnce()
    {
        var browser = new LateNavigation();
        var address = new PageAddress(browser);
        address.Write("?hide=1");
        browser.Arrive();
        Assert.False(address.HasMoved());

        browser.NavigateTo("http://grid/sweeps/s1");
        browser.Arrive();

        Assert.True(address.HasMoved());
        Assert.False(address.HasMoved());
    }

    /// <summary>A browser that says later where it has gone.</summary>
    private sealed class LateNavigation : NavigationManager
    {
        private readonly Queue<string> _underway = new();

        public LateNavigation() => Initialize("http://grid/", "http://grid/sweeps/s1");

        public int Underway => _underway.Count;

        public void Arrive()
        {
            Uri = _underway.Dequeue();
            NotifyLocationChanged(isInterceptedLink: false);
        }

        protected override void NavigateToCore(string uri, NavigationOptions options) => _underway.Enqueue(uri);
    }
}
