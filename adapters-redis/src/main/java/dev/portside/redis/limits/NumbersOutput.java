package dev.portside.redis.limits;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;

/** Takes an answer that is an array of whole numbers. */
final class NumbersOutput extends CommandOutput<byte[], byte[], long[]> {
    private int taken;

    NumbersOutput() {
        super(ByteArrayCodec.INSTANCE, new long[0]);
    }

    @Override
    public void multi(int count) {
        output = new long[count];
    }

    @Override
    public void set(long number) {
        output[taken++] = number;
    }
}
