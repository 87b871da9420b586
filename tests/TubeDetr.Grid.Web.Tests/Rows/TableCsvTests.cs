using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Rows;

public sealed class TableCsvTests
{
    [Fact]
    public void Of_Rows_HasEveryDigitAndQuotesWhatNeedsIt()
    {
        var columns = new TableColumns(Some.Viou, ["lr"], [], _ => MetricHistory.Empty, TimeProvider.System).All
            .Where(column => column.Key is "best" or "params.lr" or "note").ToArray();
        var row = new ExperimentRow(Some.Experiment(best: 0.123456789012, lr: 3e-5) with { Note = "warm, \"twice\"" });
        Assert.Equal("experiment,state,Best viou,lr,Note\nsabc23-01,running,0.123456789012,3E-05,\"warm, \"\"twice\"\"\"\n", TableCsv.Of([row], columns));
    }

    [Fact]
    public void Line_WhatLooksLikeAFormula_IsMarkedAsText()
    {
        var text = new System.Text.StringBuilder();
        TableCsv.Line(text, ["=1+1", "-3"]);
        Assert.Equal("'=1+1,-3\n", text.ToString());
    }
}
