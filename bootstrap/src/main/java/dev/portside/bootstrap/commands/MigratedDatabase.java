package dev.portside.bootstrap.commands;

import dev.portside.domain.shared.Unavailable;
import dev.portside.postgres.DatabaseAddress;
import dev.portside.postgres.Migrations;
import dev.portside.postgres.Schema;
import dev.portside.postgres.SchemaFault;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** One database with its schema, as the command line speaks of it. */
record MigratedDatabase(Schema schema, DatabaseAddress address) {
    /** What {@code work} finds or does there; {@link CommandFailed} when it cannot be. */
    <T> T migrations(Function<Migrations, T> work) {
        try {
            return work.apply(new Migrations(address, schema));
        } catch (Unavailable e) {
            throw CommandFailed.away("the " + name() + " database " + address + " cannot be reached", e);
        } catch (SchemaFault e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    /** The newest version that is applied. */
    Optional<Migrations.Version> newest() {
        return migrations(Migrations::info).stream()
                .filter(version -> version.appliedAt().isPresent())
                .reduce((_, later) -> later);
    }

    private String name() {
        return schema.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "%-5s  %s".formatted(name(), address);
    }
}
