/**
 * npm test                          everything: types, lint, build, unit, gpu, e2e
 * node scripts/test.mjs PART [...]  one part; what follows goes to its runner (node scripts/test.mjs gpu test/gpu)
 *
 * Every part runs, whatever failed before it. Ends with a table and, alone on the last line, `N passed, N failed`.
 * A part that could not run, ran nothing, or did not end counts as a failure and says why.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { playwrightCounts, vitestCounts } from './test-reports.mjs'
import { findBrowser, findZarrPython, softwareVulkan } from './test-tools.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const reports = join(root, '.cache', 'test-reports')
const MINUTE = 60_000
/** What is asked for by name may be a run of many rounds. */
const LONGER = 20

const PARTS = [
  {
    name: 'types',
    where: 'tsc',
    limitMs: 3 * MINUTE,
    run: (limitMs) => check('typescript/bin/tsc', ['--noEmit'], limitMs),
  },
  {
    name: 'lint',
    where: 'Biome',
    limitMs: 2 * MINUTE,
    run: (limitMs) => check('@biomejs/biome/bin/biome', ['check'], limitMs),
  },
  {
    name: 'build',
    where: 'Vite',
    limitMs: 4 * MINUTE,
    run: (limitMs) => check(join(root, 'scripts', 'build.mjs'), ['--if-stale'], limitMs),
  },
  { name: 'unit', where: 'Node', limitMs: 10 * MINUTE, run: (limitMs, words) => vitest('unit', {}, limitMs, words) },
  {
    name: 'gpu',
    where: 'Node, WebGPU on SwiftShader',
    limitMs: 17 * MINUTE,
    run: (limitMs, words) => vitest('gpu', softwareVulkan(findBrowser()), limitMs, words),
  },
  {
    name: 'e2e',
    where: 'Chromium, WebGPU on SwiftShader',
    limitMs: 10 * MINUTE,
    needs: ['build'],
    run: playwright,
  },
]

const [partName, ...words] = process.argv.slice(2)
const chosen = partName === undefined ? PARTS : partsFor(partName)
mkdirSync(reports, { recursive: true })
const startedMs = Date.now()
const rows = []
for (const part of chosen) rows.push(await runPart(part))
printTable(rows)

function partsFor(name) {
  const part = PARTS.find((candidate) => candidate.name === name)
  if (part === undefined) {
    console.error(`No part is called ${name}: there are ${PARTS.map((candidate) => candidate.name).join(', ')}`)
    process.exit(2)
  }
  return [...(part.needs ?? []).flatMap((need) => PARTS.filter((candidate) => candidate.name === need)), part]
}

async function runPart(part) {
  console.log(`\n== ${part.name} (${part.where})`)
  const beganMs = Date.now()
  const asked = part.name === partName ? words : []
  let counts
  try {
    counts = await part.run(asked.length > 0 ? LONGER * part.limitMs : part.limitMs, asked)
  } catch (error) {
    counts = { passed: 0, failed: 1, skipped: 0, note: error.message }
  }
  if (counts.passed + counts.failed === 0) counts = { ...counts, failed: 1, note: counts.note ?? 'nothing ran' }
  if (counts.note) console.error(`${part.name}: ${counts.note}`)
  return { ...part, ...counts, seconds: (Date.now() - beganMs) / 1000 }
}

/** A tool that only says yes or no: one case. */
async function check(program, programWords, limitMs) {
  const path = existsSync(program) ? program : join(root, 'node_modules', program)
  const { status } = await node([path, ...programWords], {}, limitMs)
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0, note: endNote(status, limitMs) }
}

async function vitest(project, environment, limitMs, filters) {
  const report = freshReport(project)
  const vitestWords = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const { status } = await node([program, ...vitestWords, ...filters], environment, limitMs, report)
  return withStatus(vitestCounts(report), status, limitMs)
}

async function playwright(limitMs, filters) {
  const report = freshReport('e2e')
  const environment = {
    CHROME: findBrowser(),
    PYTHON: findZarrPython(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  }
  const program = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const { status } = await node([program, 'test', ...filters], environment, limitMs, report)
  return withStatus(playwrightCounts(report), status, limitMs)
}

function freshReport(name) {
  const report = join(reports, `${name}.json`)
  rmSync(report, { force: true })
  return report
}

/** A runner that ends badly although no case failed (an error outside any case) is a failure too. */
function withStatus(counts, status, limitMs) {
  const isSilentFailure = status !== 0 && status !== 'hung' && counts.failed === 0
  return {
    ...counts,
    failed: counts.failed + (isSilentFailure ? 1 : 0),
    note: counts.note ?? endNote(status, limitMs),
  }
}

function endNote(status, limitMs) {
  if (status === 'late') return `stopped after ${limitMs / MINUTE} minutes`
  if (status === 'hung') return 'the runner had reported every case but did not end, and was stopped'
  return status === 0 ? undefined : `ended with ${status}`
}

/**
 * Runs Node without input. Resolves to the exit status; 'late' past the limit; 'hung' when the report had been
 * complete for half a minute and the process was still there (a driver's thread can keep it).
 */
function node(nodeWords, environment, limitMs, report = null) {
  const colours = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }
  const env = { ...process.env, ...colours, ...environment }
  const child = spawn(process.execPath, nodeWords, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
  return new Promise((resolve, reject) => {
    let verdict = null
    let reportedMs = 0
    const stop = (reason) => {
      verdict ??= reason
      killGroup(child.pid)
    }
    const limit = setTimeout(() => stop('late'), limitMs)
    const watch = setInterval(() => {
      if (report === null || !existsSync(report)) return
      reportedMs ||= Date.now()
      if (Date.now() - reportedMs > 30_000) stop('hung')
    }, 1000)
    const forward = () => {
      killGroup(child.pid)
      process.exit(130)
    }
    process.once('SIGINT', forward)
    process.once('SIGTERM', forward)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearTimeout(limit)
      clearInterval(watch)
      process.off('SIGINT', forward)
      process.off('SIGTERM', forward)
      resolve({ status: verdict ?? code ?? signal })
    })
  })
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}

function printTable(parts) {
  const head = ['part', 'where', 'passed', 'failed', 'skipped', 'seconds']
  const lines = parts.map((part) => [
    part.name,
    part.where,
    part.passed,
    part.failed,
    part.skipped,
    part.seconds.toFixed(1),
  ])
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => String(line[column]).length)),
  )
  const show = (line) =>
    line.map((cell, column) =>
      column < 2 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]),
    )
  console.log(`\n${[head, ...lines].map((line) => show(line).join('  ')).join('\n')}`)
  for (const part of parts) if (part.note) console.log(`${part.name}: ${part.note}`)
  console.log(`${((Date.now() - startedMs) / MINUTE).toFixed(1)} minutes`)
  const total = (key) => parts.reduce((sum, part) => sum + part[key], 0)
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : ''
  console.log(`${total('passed')} passed, ${total('failed')} failed${skipped}`)
  process.exitCode = total('failed') > 0 ? 1 : 0
}
