import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gephi.appearance.api.AppearanceController;
import org.gephi.appearance.api.AppearanceModel;
import org.gephi.filters.api.FilterController;
import org.gephi.filters.api.Query;
import org.gephi.filters.api.Range;
import org.gephi.filters.plugin.attribute.AttributeEqualBuilder.EqualStringFilter;
import org.gephi.filters.plugin.dynamic.DynamicRangeBuilder.DynamicRangeFilter;
import org.gephi.filters.plugin.graph.DegreeRangeBuilder.DegreeRangeFilter;
import org.gephi.filters.plugin.partition.PartitionBuilder.EdgePartitionFilter;
import org.gephi.filters.spi.Filter;
import org.gephi.graph.api.AttributeUtils;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.preview.api.G2DTarget;
import org.gephi.preview.api.Item;
import org.gephi.preview.api.PreviewController;
import org.gephi.preview.api.PreviewProperties;
import org.gephi.preview.api.PreviewProperty;
import org.gephi.preview.api.Vector;
import org.gephi.preview.types.DependantOriginalColor;
import org.gephi.preview.types.EdgeColor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/**
 * Draws files with no window as Gephi's Preview draws them. Each line of standard input is a picture, in words parted by
 * tabs: the file, the picture, its width in pixels, and steps as name=value, carried out in their order. What is then in
 * sight is printed, and how many of its labels lie on one another.
 */
public final class GephiPictures {
    private static final double MARGIN = 0.01; // of the width
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Workspace workspace;
    private final GraphModel model;
    private final PreviewProperties settings;
    private Query query; // what was asked last, with all that was asked before below it

    private GephiPictures(Workspace workspace) {
        this.workspace = workspace;
        model = get(GraphController.class).getGraphModel(workspace);
        settings = get(PreviewController.class).getModel(workspace).getProperties();
    }

    public static void main(String[] nothing) throws Exception {
        LogManager.getLogManager().reset();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split("\t");
            ProjectController projects = get(ProjectController.class);
            projects.newProject();
            Workspace workspace = projects.getCurrentWorkspace();
            ImportController imports = get(ImportController.class);
            Container container = imports.importFile(new File(words[0]));
            imports.process(container, new DefaultProcessor(), workspace);
            GephiPictures picture = new GephiPictures(workspace);
            picture.set();
            for (int step = 3; step < words.length; step++) {
                String[] parts = words[step].split("=", 2);
                picture.step(parts[0], parts[1]);
            }
            picture.draw(new File(words[1]), Integer.parseInt(words[2]));
            picture.tell(words[1]);
            projects.closeCurrentProject();
        }
        System.exit(0); // Gephi leaves threads behind
    }

    /** Sets what the guide's last step sets; all else stays as Gephi has it. */
    private void set() {
        settings.putValue(PreviewProperty.NODE_BORDER_FIXED, true);
        settings.putValue(PreviewProperty.SHOW_NODE_LABELS, true);
        settings.putValue(PreviewProperty.NODE_LABEL_FONT, font(22));
        settings.putValue(PreviewProperty.NODE_LABEL_PROPORTIONAL_SIZE, false);
        settings.putValue(PreviewProperty.NODE_LABEL_OUTLINE_SIZE, 10f);
        settings.putValue(PreviewProperty.NODE_LABEL_OUTLINE_OPACITY, 90f);
        settings.putValue(PreviewProperty.EDGE_COLOR, new EdgeColor(EdgeColor.Mode.ORIGINAL));
        settings.putValue(PreviewProperty.EDGE_RESCALE_WEIGHT, true);
        settings.putValue(PreviewProperty.EDGE_RESCALE_WEIGHT_MIN, 1f);
        settings.putValue(PreviewProperty.EDGE_RESCALE_WEIGHT_MAX, 1f);
        settings.putValue(PreviewProperty.EDGE_RADIUS, 10f);
        settings.putValue(PreviewProperty.NODE_LABEL_COLOR, new DependantOriginalColor(DependantOriginalColor.Mode.PARENT));
        settings.putValue(PreviewProperty.ARROW_SIZE, 8f);
    }

    private void step(String name, String value) {
        switch (name) {
            case "font" -> settings.putValue(PreviewProperty.NODE_LABEL_FONT, font(Integer.parseInt(value)));
            case "thickness" -> settings.putValue(PreviewProperty.EDGE_THICKNESS, Float.parseFloat(value));
            case "curved" -> settings.putValue(PreviewProperty.EDGE_CURVED, Boolean.parseBoolean(value));
            case "arrows" -> settings.putValue(PreviewProperty.ARROW_SIZE, Float.parseFloat(value));
            case "edge-labels" -> {
                settings.putValue(PreviewProperty.SHOW_EDGE_LABELS, true);
                settings.putValue(PreviewProperty.EDGE_LABEL_FONT, font(Integer.parseInt(value)));
                settings.putValue(PreviewProperty.EDGE_LABEL_OUTLINE_SIZE, 10f);
                settings.putValue(PreviewProperty.EDGE_LABEL_OUTLINE_OPACITY, 90f);
            }
            case "drag" -> { // node,right,up
                String[] moved = value.split(",");
                Node node = model.getGraph().getNode(moved[0]);
                node.setPosition(node.x() + Float.parseFloat(moved[1]), node.y() + Float.parseFloat(moved[2]));
            }
            default -> filter(name, value);
        }
    }

    /** Gives Gephi's own font, or one that is as wide. */
    private static Font font(int size) {
        List<String> there = List.of(GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames());
        return new Font(there.contains("Arial") ? "Arial" : "Liberation Sans", Font.PLAIN, size);
    }

    /** Filters what the filters before have left, as a query does that holds theirs as its subfilter. */
    private void filter(String name, String value) {
        FilterController filters = get(FilterController.class);
        Query before = query;
        query = filters.createQuery(filtering(name, value));
        filters.add(query);
        if (before != null) {
            filters.setSubQuery(query, before);
        }
        model.setVisibleView(filters.filter(query));
        if (query.getFilter() instanceof DegreeRangeFilter degrees) { // its bounds are known only now
            degrees.setRange(new Range(Integer.valueOf(value), Integer.MAX_VALUE, 0, Integer.MAX_VALUE));
            model.setVisibleView(filters.filter(query));
        }
    }

    private Filter filtering(String name, String value) {
        switch (name) {
            case "edges": // column:value|value
                String[] chosen = value.split(":", 2);
                AppearanceModel looks = get(AppearanceController.class).getModel(workspace);
                Column column = model.getEdgeTable().getColumn(chosen[0]);
                EdgePartitionFilter parts = new EdgePartitionFilter(looks, looks.getEdgePartition(column));
                parts.init(model.getGraph());
                for (String part : chosen[1].split("\\|")) {
                    parts.addPart(part);
                }
                return parts;
            case "edges-equal": // column:regular expression
                String[] pattern = value.split(":", 2);
                EqualStringFilter.Edge equal = new EqualStringFilter.Edge(model.getEdgeTable().getColumn(pattern[0]));
                equal.setPattern(pattern[1]);
                equal.setUseRegex(true);
                return equal;
            case "time": // first day/last day
                String[] days = value.split("/");
                DynamicRangeFilter window = new DynamicRangeFilter(model);
                window.setRange(new Range(AttributeUtils.parseDateTime(days[0]), AttributeUtils.parseDateTime(days[1])));
                return window;
            case "degree":
                return new DegreeRangeFilter();
            default:
                throw new IllegalArgumentException(name);
        }
    }

    private void draw(File picture, int width) throws Exception {
        PreviewController preview = get(PreviewController.class);
        preview.refreshPreview(workspace);
        Rectangle2D sheet = preview.getModel(workspace).getItems(Item.NODE).length == 0 ? new Rectangle2D.Double(0, 0, 1, 1) : sheet();
        double scale = width / sheet.getWidth();
        Sheet target = new Sheet(new BufferedImage(width, (int) Math.ceil(sheet.getHeight() * scale), BufferedImage.TYPE_INT_RGB));
        Graphics2D pen = target.getGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, target.getWidth(), target.getHeight());
        pen.scale(scale, scale);
        pen.translate(-sheet.getX(), -sheet.getY());
        preview.render(target, workspace);
        ImageIO.write(coarser(target.image()), "PNG", picture);
    }

    /** Leaves each colour its upper bits, so that the file is small. */
    private static BufferedImage coarser(BufferedImage image) {
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                int rgb = image.getRGB(x, y);
                image.setRGB(x, y, rgb & 0xf8f8f8 | rgb >> 5 & 0x070707);
            }
        }
        return image;
    }

    /** Gives the part of the plane that nodes and labels fill, with a margin. */
    private Rectangle2D sheet() {
        Rectangle2D sheet = null;
        for (Node node : model.getGraphVisible().getNodes().toArray()) {
            Rectangle2D box = label(node);
            box.add(new Rectangle2D.Double(node.x() - node.size() / 2, -node.y() - node.size() / 2, node.size(), node.size()));
            sheet = sheet == null ? box : sheet.createUnion(box);
        }
        double margin = sheet.getWidth() * MARGIN;
        return new Rectangle2D.Double(
            sheet.getX() - margin, sheet.getY() - margin, sheet.getWidth() + 2 * margin, sheet.getHeight() + 2 * margin);
    }

    /** Gives the box of a node's label; Preview's vertical axis points down, Gephi's up. */
    private Rectangle2D label(Node node) {
        Font font = settings.getFontValue(PreviewProperty.NODE_LABEL_FONT);
        Rectangle2D size = font.getStringBounds(node.getLabel(), new FontRenderContext(null, true, true));
        return new Rectangle2D.Double(
            node.x() - size.getWidth() / 2, -node.y() - size.getHeight() / 2, size.getWidth(), size.getHeight());
    }

    private void tell(String picture) {
        Graph graph = model.getGraphVisible();
        long inferred = Stream.of(graph.getEdges().toArray()).filter(edge -> Boolean.TRUE.equals(edge.getAttribute("inferred"))).count();
        List<Rectangle2D> labels = new ArrayList<>();
        long overlaps = 0;
        for (Node node : graph.getNodes().toArray()) {
            Rectangle2D box = label(node);
            overlaps += labels.stream().filter(box::intersects).count();
            labels.add(box);
        }
        OUT.println(String.join("\t", picture, "" + graph.getNodeCount(), "" + graph.getEdgeCount(), "" + inferred, "" + overlaps));
    }

    /** An image to draw on; Gephi's own wants a screen. */
    private record Sheet(BufferedImage image, Graphics2D pen) implements G2DTarget {
        Sheet(BufferedImage image) {
            this(image, image.createGraphics());
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        }

        @Override
        public Graphics2D getGraphics() {
            return pen;
        }

        @Override
        public Image getImage() {
            return image;
        }

        @Override
        public int getWidth() {
            return image.getWidth();
        }

        @Override
        public int getHeight() {
            return image.getHeight();
        }

        @Override
        public Vector getTranslate() {
            return new Vector();
        }

        @Override
        public float getScaling() {
            return 1;
        }

        @Override
        public void resize(int width, int height) {
        }

        @Override
        public void setMoving(boolean moving) {
        }

        @Override
        public void setScaling(float scaling) {
        }

        @Override
        public void reset() {
        }

        @Override
        public void refresh() {
        }
    }

    private static <T> T get(Class<T> service) {
        return Lookup.getDefault().lookup(service);
    }
}
