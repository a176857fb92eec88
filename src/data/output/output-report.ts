import { SeisError } from '../../core/errors.ts'
import type { ReadableFolder } from '../../core/folder.ts'
import type { OutputReport } from '../../core/output-report.ts'
import { CERTIFICATE_PATH, isRecord, parseJson, readCertificate } from './certificate.ts'
import { sha256OfText } from './digest.ts'
import { canonicalJson } from './job-identity.ts'

/**
 * What a finished output says of itself; its chunks are not read. Rejects with not-found where there is no certificate,
 * and with bad-input where it cannot be read.
 */
export async function readOutputReport(folder: ReadableFolder): Promise<OutputReport> {
  const certificate = await readCertificate(folder)
  if (certificate === undefined) {
    throw new SeisError('not-found', 'This folder has no certificate: no batch ended in it', {
      where: `${folder.name}/${CERTIFICATE_PATH}`,
      todo: 'choose the output folder of a finished batch',
    })
  }
  const { request, engine, program, version, job, counts, finishedAt } = certificate
  const { quarantined, missingChunks, gathers, run = null, estimate = null } = certificate
  const { inputName, startedAt } = await processingFacts(folder)
  return {
    name: folder.name,
    inputName,
    program,
    version,
    job,
    recipeDigest: await sha256OfText(canonicalJson(request.recipe)),
    request,
    engine,
    startedAt,
    finishedAt,
    counts,
    run,
    estimate,
    quarantined,
    missingChunks,
    gathers,
  }
}

async function processingFacts(folder: ReadableFolder): Promise<Pick<OutputReport, 'inputName' | 'startedAt'>> {
  const bytes = await folder.read('metadata.json')
  const metadata = bytes === undefined ? undefined : parseJson(bytes)
  const processing = isRecord(metadata) && isRecord(metadata['processing']) ? metadata['processing'] : {}
  const { input, started_at: startedAt } = processing
  return {
    inputName: isRecord(input) && typeof input['name'] === 'string' ? input['name'] : null,
    startedAt: typeof startedAt === 'string' ? startedAt : null,
  }
}
