package dev.portside.faults.together;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    private Path folder;

    @Test
    void alsoHoldsWhatIsNoText() throws IOException {
        Path file = folder.resolve("report");
        ReportFile.write(file, "an earlier one, which is longer");
        assertThat(ReportFile.write(file, "half a ship: \uD83D.")).hasContent("half a ship: ?.");
    }
}
