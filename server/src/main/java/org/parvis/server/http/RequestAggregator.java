package org.parvis.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins a request and its body. A body over the limit, an expectation nobody knows and a body whose end is in doubt are
 * answered in the words, and with the headers, of the rest of the server.
 *
 * <p>Event loop only.
 */
final class RequestAggregator extends HttpObjectAggregator {
    private final ReplyWriter writer;

    RequestAggregator(int maxBodyBytes, ReplyWriter writer) {
        super(maxBodyBytes, true);
        this.writer = writer;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, HttpObject message, List<Object> out) throws Exception {
        if (message instanceof HttpRequest head && head.decoderResult().isSuccess()) {
            FramingRule.fault(head)
                    .ifPresent(answer -> head.setDecoderResult(DecoderResult.failure(new UnclearFrame(answer))));
        }
        super.decode(ctx, message, out);
    }

    @Override
    protected @Nullable Object newContinueResponse(HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        Object answer = super.newContinueResponse(start, maxContentLength, pipeline);
        if (!(answer instanceof FullHttpResponse refusal) || refusal.status().equals(HttpResponseStatus.CONTINUE)) {
            return answer;
        }
        boolean unknown = refusal.status().equals(HttpResponseStatus.EXPECTATION_FAILED);
        refusal.release();
        return writer.last(pipeline, unknown ? RequestCheck.unknownExpectation() : RequestCheck.tooLargeBody());
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        writer.writeLast(ctx, RequestCheck.tooLargeBody());
    }
}
