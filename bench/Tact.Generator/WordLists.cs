namespace Tact.Generator;

/// <summary>The words that invented people, companies and conversations are made of.</summary>
internal static class WordLists
{
    public static readonly string[] Given = Split(
        "Anna Ben Carla David Elena Felix Greta Hannes Ines Jonas Katja Leo Maria Nils Olga Paul Quirin Rosa Simon Tina Udo Vera Walter Xenia Yusuf Zoe Amélie Bastien Chloé Étienne "
        + "Fatima Giulia Hélène Ivan Jürgen Käthe Lars Márta Noémie Óscar Piotr Renée Søren Theo Ursula Valentin Wiebke Ximena Yara Zeno Alan Brigitte Claudia Dieter Emma Frank Gabriel "
        + "Heike Ian Julia Karl Linda Michael Nora Oliver Petra Ralf Sabine Thomas Uwe Viktor Wendy Aisha Bogdan Cécile Dmitri Ewa Françoise Günter Håkon Iris José Kerstin Lucía Mehmet Nadia "
        + "Oskar Priya Rafael Svenja Tomás Ulrike Vincent Wolfgang Zuzana Adrian Beate Christoph Dorothea Erik Friederike Gisela Henrik Isabel Joachim Klara Lukas Monika Niklas Ottilie Peter "
        + "Rebecca Stefan Teresa Ulrich Veronika Willem Yvonne Abel Britta Cornelius Daniela Edgar Franziska Georg Hanna Ingo Jasmin Konrad Lena Matthias Nina Otto Pia Robert Silke Till Ute");

    public static readonly string[] Family = Split(
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann "
        + "Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel "
        + "Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer "
        + "Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Dubois Laurent Moreau Girard "
        + "Lefèvre Rousseau Fournier Mercier García Martínez López Sánchez Romero Navarro Rossi Bianchi Ricci Marino Greco Conti Smith Jones Taylor Brown Wilson Evans Thomas Roberts Walker Wright "
        + "Hughes Green Hall Wood Clarke Jansen Bakker Visser Smit Mulder Kowalski Nowak Wiśniewski Zieliński Novák Svoboda Dvořák Nielsen Hansen Pedersen Larsen Johansson Andersson Lindqvist "
        + "Virtanen Korhonen Yılmaz Kaya Demir Ionescu Popescu Horváth Kovács Petrov Ivanova Silva Santos Ferreira Oliveira Costa Patel Singh Khan Nguyen Tanaka Kim Chen Wang Okafor Mensah");

    public static readonly string[] CompanyFirst = Split(
        "Nord Süd Rhein Elbe Alpen Hanse Ost West Berg Tal Stern Falken Linden Eichen Silber Gold Kupfer Eisen Stahl Glas Licht Wind Solar Aqua Terra Nova Astra Delta Sigma Omega Atlas Orion Vega "
        + "Polar Baltic Iber Lyon Savoie Celtic Avon Thames Severn Humber Cotswold Kent Mersey Danube Vltava Oder Vistula Fjord Aurora Zephyr Cedar Maple Harbour Summit Granite Marble Copperfield");

    public static readonly string[] CompanySecond = Split(
        "bau technik systeme logistik druck werk medien pharma plan energie textil holz metall chemie labor pflege reisen finanz recht beratung software daten netz sensor optik mechanik antrieb pumpen "
        + "verpackung möbel kaffee wein back frucht agrar garten immobilien haus dach fenster türen küchen bad klima wärme elektro funk sound film verlag buch schule");

    public static readonly string[] CompanyForm = ["GmbH", "GmbH", "GmbH", "AG", "KG", "SE", "Ltd", "Ltd", "plc", "SARL", "SA", "S.r.l.", "B.V.", "Oy", "AB", "& Söhne", "& Partner", "Group"];

    public static readonly string[] Roles =
    [
        "Head of Purchasing", "Managing Director", "Office Manager", "Head of Marketing", "Sales Director", "Plant Manager", "Head of HR", "CFO", "IT Manager", "Project Manager", "Quality Manager",
        "Logistics Manager", "Owner", "Buyer", "Operations Manager", "Geschäftsführerin", "Einkaufsleiter", "Leiterin Vertrieb", "Directeur commercial", "Responsable achats", "Technical Director", "Assistant to the Board",
    ];

    public static readonly string[] Matters = ["general", "spring offer", "maintenance contract", "new catalogue", "training days", "renewal", "site visit", "pilot project"];

    public static readonly string[] Offers =
    [
        "checklist for the first audit", "article on shorter lead times", "example from a plant like theirs", "figure on energy costs in their field", "introduction to a user nearby", "invitation to the open day",
        "short answer on delivery terms", "comparison of three materials", "guide to the new standard", "template for the internal case", "results of the field trial", "tip from another client",
    ];

    public static readonly string[] Notes =
    [
        "Asked her to think about the autumn order.", "Left word about the checklist.", "In after four, says reception.", "Sounded busy; will look at it on the train.", "Knows us from the fair in March.",
        "Budget is decided in the second quarter.", "Wants to hear how others solved the noise problem.", "Prefers e-mail before ten.", "Works with a competitor and is content so far.", "New building from next summer.",
        "Mentioned a trainee who looks after this now.", "Would like a sample.", "Needs three quotes.", "Was friendly, had no time.", "Said the colleague in Lyon decides.", "Wants the drawing first.", "Asked about delivery in small lots.",
        "Has read the article and liked the second example.", "Is on the road all week.", "Will talk to the works council.",
    ];

    public static readonly string[] TheirWords =
    [
        "Call me again when the fair is over.", "Send me something I can show my boss.", "We are happy with what we have, for now.", "Interesting, but not before the new year.", "I need to ask our engineer first.",
        "Your example was just our problem.", "Please send the figures again.", "We are moving, so nothing happens before June.", "Let us talk when the budget is out.", "That would help us in the second line.",
    ];

    public static readonly string[] Steps =
    [
        "Call about the figures", "Send the drawing", "Call after the fair", "E-mail the comparison", "Call to fix the visit", "Send a sample", "Ask how the meeting went", "Call about the budget", "E-mail the offer once more", "Visit the plant",
    ];

    /// <summary>Zone, country, city, international prefix and how many of a thousand companies are there.</summary>
    public static readonly (string Zone, string Country, string City, string Prefix, int Share)[] Places =
    [
        ("Europe/Berlin", "Germany", "Berlin", "4930", 180), ("Europe/Berlin", "Germany", "Hamburg", "4940", 140), ("Europe/Berlin", "Germany", "München", "4989", 140), ("Europe/Vienna", "Austria", "Wien", "431", 70),
        ("Europe/Zurich", "Switzerland", "Zürich", "4144", 60), ("Europe/Paris", "France", "Lyon", "33472", 90), ("Europe/London", "United Kingdom", "Leeds", "44113", 100), ("Europe/Madrid", "Spain", "Valencia", "3496", 50),
        ("Europe/Rome", "Italy", "Torino", "39011", 50), ("Europe/Warsaw", "Poland", "Poznań", "4861", 40), ("Europe/Stockholm", "Sweden", "Göteborg", "4631", 30), ("America/New_York", "United States", "Boston", "1617", 30),
        ("America/Chicago", "United States", "Chicago", "1312", 15), ("Asia/Singapore", "Singapore", "Singapore", "65", 5),
    ];

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
