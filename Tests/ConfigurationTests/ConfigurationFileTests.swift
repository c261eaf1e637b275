import Canvas
import Configuration
import Dashboard
import Queries
import Testing

@Suite struct ConfigurationFileTests {
  @Test func everythingIsRead() throws {
    let text = """
      theme = "nord"
      theme_light = "solarized-light"
      colors = "16"
      glyphs = "ascii"
      screen = "todo"
      speed = "max"
      confirm = "every"
      mouse = false
      notify = ["osc777"]
      [keys]
      requeue = ["r", "F5"]
      redraw = []
      disconnect = "^D"
      [columns]
      connections = ["account:30", "next"]
      events = ["time", "change"]
      [sort]
      datasets = ["-since", "account"]
      [[view]]
      name = "Failed"
      screen = "datasets"
      filter = "standing:failed"
      sort = ["since"]
      columns = ["account", "dataset"]
      """
    let read = try ConfigurationFile.parse(text, file: "c.toml")
    #expect(read.theme == "nord" && read.themeOnLight == "solarized-light" && read.themeOnDark == "dark")
    #expect(read.colors == .sixteen && read.isASCII && read.screen == .todo && read.speed == .max)
    #expect(read.preferences.asksAlways && !read.preferences.hasMouse && read.notices == [.osc777])
    #expect(read.preferences.keys.action(.function(5)) == .requeue)
    #expect(read.preferences.keys.action(.control("d")) == .disconnect)
    #expect(read.preferences.keys.action(.character("d")) == nil)
    #expect(read.preferences.keys.keys(.redraw).isEmpty)
    #expect(
      read.preferences.columns[.connections] == [ColumnChoice(key: "account", width: 30), ColumnChoice(key: "next")])
    #expect(
      read.preferences.sort[.datasets] == [SortChoice(key: "since", isDescending: true), SortChoice(key: "account")])
    #expect(read.preferences.views.map(\.name) == ["Failed"] && read.preferences.views[0].isConfigured)
    // The output is an equivalent configuration.
    let again = try ConfigurationFile.parse(ConfigurationWriter.text(read), file: "again.toml")
    #expect(again.preferences == read.preferences)
    #expect(again.theme == read.theme && again.colors == read.colors && again.speed == read.speed)
    #expect(ConfigurationWriter.text(again) == ConfigurationWriter.text(read))
  }

  @Test func emptyFilesGiveTheDefaults() throws {
    #expect(try ConfigurationFile.parse("", file: "c.toml") == BoardConfiguration())
    let written = ConfigurationWriter.text(BoardConfiguration())
    let again = try ConfigurationFile.parse(written, file: "c.toml")
    #expect(again.preferences == Preferences())
  }

  @Test func viewsRoundTrip() throws {
    var view = SavedView(name: "Monday \"round\"", screen: .sessions)
    view.filter = "provider:\"Sage 50\" -status:Synced"
    view.sort = [SortChoice(key: "since", isDescending: true)]
    view.columns = [ColumnChoice(key: "account"), ColumnChoice(key: "session", width: 40)]
    let events = SavedView(name: "record", screen: .events)
    let text = ConfigurationWriter.text([view, events])
    #expect(try ConfigurationFile.views(text, file: "views.toml") == [view, events])
  }

  static let wrong: [(text: String, line: Int, column: Int, part: String)] = [
    ("them = \"dark\"", 1, 1, "Did you mean theme?"),
    ("speed = \"fast\"", 1, 9, "or \"max\""),
    ("colors = \"many\"", 1, 10, "truecolor"),
    ("[keys]\nrequeu = \"r\"", 2, 1, "Did you mean requeue?"),
    ("[keys]\nrequeue = \"Hyper-r\"", 2, 11, "is not a key"),
    ("[keys]\n\nrequeue = \"d\"", 3, 11, "already used by disconnect (Disconnect)"),
    ("[keys]\nrequeue = \"Z\"\ndelete = \"Z\"", 3, 10, "assigns it to both"),
    ("[columns]\nconnections = [\"acount\"]", 2, 16, "Did you mean account?"),
    ("[columns]\nconnections = [\"account:900\"]", 2, 16, "is not a column"),
    ("[columns]\nconnections = [\"account\", \"account\"]", 2, 27, "twice"),
    ("[columns]\noverview = []", 2, 1, "unknown key overview"),
    ("[sort]\ndatasets = [\"color\"]", 2, 13, "can't be sorted by color"),
    ("[[view]]\nname = \"x\"", 1, 1, "screen is missing"),
    ("[[view]]\nname = \"x\"\nscreen = \"datasets\"\nfilter = \"color:red\"", 4, 10, "unknown term \"color:\""),
    ("[[view]]\nname = \"x\"\nscreen = \"overview\"", 3, 10, "has no table"),
    ("notify = [\"smoke\"]", 1, 11, "not a notification method"),
    ("theme = dark", 1, 9, "Text must be in quotes"),
  ]

  @Test(arguments: wrong.indices) func mistakesAreReportedWithTheirPosition(_ index: Int) {
    let row = Self.wrong[index]
    do {
      _ = try ConfigurationFile.parse(row.text, file: "c.toml")
      Issue.record("was accepted: \(row.text)")
    } catch {
      #expect(error.line == row.line && error.column == row.column, "\(error.message)")
      #expect(row.part.isEmpty || error.problem.contains(row.part), "\(error.message)")
    }
  }
}
