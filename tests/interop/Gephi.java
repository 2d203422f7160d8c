import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.importer.api.Report;
import org.gephi.io.processor.plugin.AppendProcessor;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** Imports files as Gephi's window does, with its default options, and prints what arrived as lines of tab-separated words; files joined by commas are one graph. */
public final class Gephi {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        ImportController imports = Lookup.getDefault().lookup(ImportController.class);
        for (String name : files) {
            projects.newProject();
            Workspace workspace = projects.getCurrentWorkspace();
            say("file", name);
            boolean first = true;
            for (String part : name.split(",")) { // tables of nodes and edges are one graph
                Container container = imports.importFile(new File(part));
                imports.process(container, first ? new DefaultProcessor() : new AppendProcessor(), workspace);
                report(container.getReport());
                first = false;
            }
            model(Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace));
            projects.closeCurrentProject();
        }
        System.exit(0); // Gephi leaves threads behind
    }

    private static void report(Report report) {
        for (java.util.Iterator<Issue> issues = report.getIssues(1_000_000); issues.hasNext();) {
            Issue issue = issues.next();
            say("issue", issue.getLevel(), issue.getMessage());
        }
        for (String line : report.getText().split("\n")) {
            if (!line.isBlank()) {
                say("report", line.strip());
            }
        }
    }

    private static void model(GraphModel model) {
        Graph graph = model.getGraph();
        say("counts", graph.getNodeCount(), graph.getEdgeCount());
        say("kinds", model.getEdgeTypeLabels().length);
        say("time", model.getTimeFormat(), model.getConfiguration().getTimeRepresentation(), model.getTimeZone());
        say("directed", model.isDirected(), model.isMixed());
        for (Column column : model.getNodeTable()) {
            say("column", "node", column.getId(), column.getTitle(), column.getTypeClass().getSimpleName());
        }
        for (Column column : model.getEdgeTable()) {
            say("column", "edge", column.getId(), column.getTitle(), column.getTypeClass().getSimpleName());
        }
        for (Node node : graph.getNodes()) {
            say("node", node.getId(), node.getLabel(), node.size(), node.x(), node.y(), Integer.toHexString(node.getRGBA()));
            values(node);
        }
        for (Edge edge : graph.getEdges()) {
            say("edge", edge.getId(), edge.getSource().getId(), edge.getTarget().getId(), edge.getTypeLabel(), edge.getLabel(), edge.getWeight());
            values(edge);
        }
    }

    private static void values(Element element) {
        for (Column column : element.getTable()) {
            Object value = element.getAttribute(column);
            if (value != null && !column.isProperty()) {
                say("value", element.getId(), column.getId(), text(value));
            } else if (value != null && column.getId().equals("timeset")) {
                say("value", element.getId(), "timeset", value);
            }
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] several ? java.util.Arrays.toString(several) : String.valueOf(value);
    }

    private static void say(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            String escaped = String.valueOf(word).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
            line.append(line.length() == 0 ? "" : "\t").append(escaped);
        }
        OUT.println(line);
    }
}
